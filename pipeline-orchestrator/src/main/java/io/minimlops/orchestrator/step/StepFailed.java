package io.minimlops.orchestrator.step;

/// The step's own fault: its input, its data, its command. Counts against the user's retries.
public final class StepFailed extends RuntimeException {

    StepFailed(String message) {
        super(message);
    }

    StepFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
