package io.minimlops.tracker.run;

/// Where a run stands; a new one is running.
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    KILLED;

    /// Whether nothing more is to come.
    public boolean isOver() {
        return this == FINISHED || this == FAILED || this == KILLED;
    }
}
