package io.minimlops.orchestrator.run;

/// Whose fault a failed attempt was; each has its own retries.
public enum FailureKind {
    /// The step's own: bad input, a non-zero exit, too slow.
    USER,
    /// A dependency was away.
    SYSTEM,
    /// The worker went silent.
    LOST_WORKER,
    /// The machine was taken away with notice.
    PREEMPTION
}
