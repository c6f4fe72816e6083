package io.minimlops.gateway.inference;

import io.minimlops.gateway.tensor.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client asks, free of its wire.
///
/// @param deployment the name the client calls the model
/// @param version absent: champion or canary, by the key
/// @param id the client's, or made up
/// @param stickyKey decides between champion and canary
/// @param tensors by name
/// @param outputs wanted ones by name; empty: all
/// @param eventTime what features' ages are judged against; absent: now
/// @param priority 1 is served first; 0: the lowest
/// @param timeoutNanos the longest wait in the queue; 0: as configured
/// @param startNanos when the request was complete, on the clock of `System.nanoTime()`
public record PredictionRequest(
        String deployment,
        @Nullable String version,
        String id,
        String stickyKey,
        Map<String, Tensor> tensors,
        List<String> outputs,
        @Nullable Instant eventTime,
        int priority,
        long timeoutNanos,
        String correlationId,
        long startNanos) {

    /// The same, waiting no longer than that in the queue.
    public PredictionRequest within(long nanos) {
        return new PredictionRequest(
                deployment,
                version,
                id,
                stickyKey,
                tensors,
                outputs,
                eventTime,
                priority,
                timeoutNanos == 0 ? nanos : Math.min(timeoutNanos, nanos),
                correlationId,
                startNanos);
    }
}
