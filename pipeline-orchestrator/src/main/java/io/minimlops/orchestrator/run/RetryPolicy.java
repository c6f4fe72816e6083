package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.pipeline.RetryBudget;
import java.time.Duration;

/// Decides whether a failed attempt is followed by another, and when.
public final class RetryPolicy {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private RetryPolicy() {}

    /// What comes after a failed attempt.
    public sealed interface Decision {
        record Retry(Duration pause) implements Decision {}

        record GiveUp() implements Decision {}
    }

    /// @param failures failures of this kind so far, this one included
    public static Decision decide(FailureKind kind, int failures, RetryBudget budget) {
        int allowed =
                switch (kind) {
                    case USER -> budget.user();
                    case SYSTEM -> budget.system();
                    case LOST_WORKER -> budget.lostWorker();
                    case PREEMPTION -> budget.preemption();
                };
        return failures > allowed
                ? new Decision.GiveUp()
                : new Decision.Retry(pause(kind, failures));
    }

    /// A lost worker says nothing about the next one, so that is no reason to wait; the others back
    /// off by doubling.
    private static Duration pause(FailureKind kind, int failures) {
        return switch (kind) {
            case LOST_WORKER, PREEMPTION -> Duration.ZERO;
            case USER, SYSTEM -> {
                Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
                yield doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        };
    }
}
