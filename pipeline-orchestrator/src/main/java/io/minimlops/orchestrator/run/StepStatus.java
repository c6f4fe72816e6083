package io.minimlops.orchestrator.run;

/// Where a step stands.
public enum StepStatus {
    /// Waits for the steps it needs.
    PENDING,
    /// May be claimed, perhaps after a pause; callers see it as pending.
    READY,
    /// A worker holds its lease.
    RUNNING,
    SUCCEEDED,
    FAILED,
    SKIPPED,
    CANCELED;

    boolean isFinal() {
        return switch (this) {
            case PENDING, READY, RUNNING -> false;
            case SUCCEEDED, FAILED, SKIPPED, CANCELED -> true;
        };
    }

    String wireName() {
        return this == READY ? PENDING.name() : name();
    }
}
