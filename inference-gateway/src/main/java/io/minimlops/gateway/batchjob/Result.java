package io.minimlops.gateway.batchjob;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a job ended. Written once.
record Result(Outcome outcome, @Nullable String reason, Instant at) {

    /// The ways to end.
    enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELED
    }
}
