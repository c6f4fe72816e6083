package io.minimlops.tracker.run;

/// Wants to know of runs that are written to.
public interface RunWatch {

    /// A hint, given after the commit: something was logged to the run. It costs nothing when
    /// nobody watches.
    void changed(String runId);
}
