package io.minimlops.orchestrator.worker;

import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptStopped;
import io.minimlops.orchestrator.run.FailureKind;
import io.minimlops.orchestrator.run.RunLedger;
import io.minimlops.orchestrator.run.RunLedger.Assignment;
import io.minimlops.orchestrator.run.StepLogs;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.step.Step;
import io.minimlops.orchestrator.step.StepContext;
import io.minimlops.orchestrator.step.StepFailed;
import io.minimlops.problem.Outage;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Works on one claim and says how it ended; whatever is thrown becomes a result.
@ApplicationScoped
class AttemptRunner {

    private static final Logger LOG = Logger.getLogger(AttemptRunner.class);

    private final Map<StepKind, Step> steps = new EnumMap<>(StepKind.class);
    private final RunLedger ledger;
    private final StepLogs logs;

    AttemptRunner(Instance<Step> steps, RunLedger ledger, StepLogs logs) {
        steps.forEach(step -> this.steps.put(step.kind(), step));
        this.ledger = ledger;
        this.logs = logs;
    }

    /// @throws AttemptStopped when the thread was interrupted: canceled, lost, or shutting down
    AttemptResult run(Claim claim) {
        try {
            Assignment assignment = ledger.assignment(claim);
            StepContext context = context(assignment, claim);
            Step step = steps.get(assignment.step().uses());
            if (step == null) {
                throw new IllegalStateException("no step for " + assignment.step().uses());
            }
            return inTime(() -> step.run(context), assignment.step().timeout());
        } catch (RuntimeException e) {
            return failure(claim, e);
        }
    }

    private StepContext context(Assignment assignment, Claim claim) {
        Path directory = logs.directory(claim.run(), claim.step(), claim.attempt());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalStateException("no directory for the attempt: " + e.getMessage(), e);
        }
        return new StepContext(
                assignment.run(),
                assignment.step(),
                assignment.states(),
                claim.attempt(),
                directory);
    }

    /// Steps run on platform threads: native training would pin a virtual one for minutes.
    private static AttemptResult inTime(
            java.util.concurrent.Callable<AttemptResult> work, Duration timeout) {
        FutureTask<AttemptResult> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().daemon().name("step").start(task);
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new AttemptResult.Failed(FailureKind.USER, "took longer than " + timeout);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw new AttemptStopped(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static AttemptResult failure(Claim claim, RuntimeException failure) {
        return switch (failure) {
            case AttemptStopped stopped -> throw stopped;
            case ProblemException e when e.problem() instanceof Problem.Unavailable away ->
                    new AttemptResult.Failed(FailureKind.SYSTEM, away.detail());
            case ProblemException e -> user(e);
            case StepFailed e -> user(e);
            default -> {
                LOG.warnf(failure, "step %s of run %s", claim.step(), claim.run());
                yield Outage.behind(failure)
                        .<AttemptResult>map(
                                away -> new AttemptResult.Failed(FailureKind.SYSTEM, away.detail()))
                        .orElseGet(() -> user(failure));
            }
        };
    }

    private static AttemptResult user(RuntimeException failure) {
        String message = failure.getMessage();
        return new AttemptResult.Failed(
                FailureKind.USER, message == null ? failure.getClass().getSimpleName() : message);
    }
}
