package io.minimlops.gateway.batch;

/// Why a batch was released to an executor.
public enum ReleaseReason {
    /// No further request fits.
    FULL,
    /// It reached a preferred size.
    PREFERRED,
    /// The oldest request has waited as long as the settings allow.
    DELAY,
    /// The nearest deadline leaves just enough time to run.
    DEADLINE,
    /// An executor was free and waiting for more was not worth it.
    IDLE,
    /// There was no batch of its own: the answer was remembered, or is that of an equal request's
    /// run.
    CACHED
}
