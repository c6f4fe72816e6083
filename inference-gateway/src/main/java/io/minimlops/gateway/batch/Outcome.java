package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchRunner.Timing;

/// The answer to one request.
///
/// @param queueNanos from its arrival until an executor took it
public record Outcome<R>(R result, long queueNanos, BatchReport batch) {

    private static final BatchReport NO_BATCH =
            new BatchReport(0, 0, ReleaseReason.CACHED, Timing.NONE);

    /// An answer for which no batch was run.
    public static <R> Outcome<R> remembered(R result) {
        return new Outcome<>(result, 0, NO_BATCH);
    }

    public boolean isRemembered() {
        return batch.reason() == ReleaseReason.CACHED;
    }
}
