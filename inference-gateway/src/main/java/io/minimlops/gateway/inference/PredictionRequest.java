package io.minimlops.gateway.inference;

import io.minimlops.gateway.graph.StepCall;
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
/// @param parameters as the client named and valued them
/// @param tensors by name
/// @param outputs wanted ones by name; empty: all
/// @param eventTime what features' ages are judged against; absent: now
/// @param priority 1 is served first; 0: the lowest
/// @param timeoutNanos the longest wait in the queue; 0: as configured
/// @param nesting in graphs; a step's tensors may be more than the deployment takes
/// @param startNanos when the request was complete, on the clock of `System.nanoTime()`
public record PredictionRequest(
        String deployment,
        @Nullable String version,
        String id,
        String stickyKey,
        Map<String, Object> parameters,
        Map<String, Tensor> tensors,
        List<String> outputs,
        @Nullable Instant eventTime,
        int priority,
        long timeoutNanos,
        String correlationId,
        Nesting nesting,
        long startNanos) {

    /// A request that begins now and has no parameters of its own.
    public static PredictionRequest now(
            String deployment,
            @Nullable String version,
            String id,
            String stickyKey,
            Map<String, Tensor> tensors,
            @Nullable Instant eventTime,
            int priority,
            String correlationId) {
        return new PredictionRequest(
                deployment,
                version,
                id,
                stickyKey,
                Map.of(),
                tensors,
                List.of(),
                eventTime,
                priority,
                0,
                correlationId,
                Nesting.NONE,
                System.nanoTime());
    }

    /// A step of this one, as it begins.
    ///
    /// @param within the graph that it is a step of
    /// @param nanos the longest wait in the queue; 0: as configured
    PredictionRequest step(StepCall call, Nesting within, long nanos) {
        return new PredictionRequest(
                call.deployment(),
                call.version(),
                id,
                stickyKey,
                parameters,
                call.tensors(),
                call.wanted(),
                eventTime,
                priority,
                nanos,
                correlationId,
                within,
                System.nanoTime());
    }

    /// The same, waiting no longer than that in the queue.
    public PredictionRequest within(long nanos) {
        return new PredictionRequest(
                deployment,
                version,
                id,
                stickyKey,
                parameters,
                tensors,
                outputs,
                eventTime,
                priority,
                timeoutNanos == 0 ? nanos : Math.min(timeoutNanos, nanos),
                correlationId,
                nesting,
                startNanos);
    }
}
