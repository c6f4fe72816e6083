package io.minimlops.orchestrator.pipeline;

/// How often each kind of failure may be tried again, counted separately: a flaky network must not
/// eat the retries meant for the step's own mistakes.
public record RetryBudget(int user, int lostWorker, int system, int preemption) {

    static final RetryBudget DEFAULT = new RetryBudget(0, 3, 20, 5);
}
