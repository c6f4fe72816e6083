package io.minimlops.orchestrator.run;

/// Where a run stands.
public enum RunStatus {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    boolean isFinal() {
        return switch (this) {
            case PENDING, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELED -> true;
        };
    }
}
