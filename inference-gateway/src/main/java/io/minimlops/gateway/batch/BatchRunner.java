package io.minimlops.gateway.batch;

import java.util.List;

/// Runs whole batches, one at a time, and may keep buffers between calls.
public interface BatchRunner<P, R> extends AutoCloseable {

    /// Answers every payload, in order.
    Ran<R> run(List<P> payloads) throws Exception;

    /// Whether one payload alone may have spoiled the batch, so that each deserves a try of its
    /// own.
    default boolean mayBeOnePayloadsFault(Exception failure) {
        return false;
    }

    /// Whether it neither blocks nor minds who calls it, so that a batch that takes no time worth
    /// mentioning may run on the thread that submits.
    default boolean mayRunOnCallers() {
        return false;
    }

    @Override
    default void close() {}

    /// @param results parallel to the payloads
    record Ran<R>(List<R> results, Timing timing) {}

    /// Where the time of a batch went, in nanoseconds.
    ///
    /// @param input gathering the inputs
    /// @param infer the model itself
    /// @param output handing the outputs out
    record Timing(long input, long infer, long output) {
        public static final Timing NONE = new Timing(0, 0, 0);

        public long total() {
            return input + infer + output;
        }
    }
}
