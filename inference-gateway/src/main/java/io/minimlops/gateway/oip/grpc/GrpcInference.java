package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.Names;
import io.minimlops.gateway.oip.RequestTranslation;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One inference over gRPC. The call's deadline is the longest wait in the queue, and a call that
/// its client cancels leaves the queue.
@ApplicationScoped
class GrpcInference {

    private final Predictor predictor;
    private final InferMessages messages;

    GrpcInference(Predictor predictor, InferMessages messages) {
        this.predictor = predictor;
        this.messages = messages;
    }

    /// @param call whose deadline, cancellation and correlation id hold
    ModelInferResponse infer(ModelInferRequest message, Context call) {
        Names.check(message.getModelName());
        InferRequest wire = messages.read(message);
        PredictionRequest request =
                RequestTranslation.of(
                        message.getModelName(),
                        version(message.getModelVersion()),
                        wire,
                        CallCorrelation.of(call));
        Deadline deadline = call.getDeadline();
        if (deadline != null) {
            request = request.within(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        }
        Cancellation cancellation = new Cancellation();
        Context.CancellationListener listener = context -> cancellation.cancel();
        call.addListener(listener, Runnable::run);
        try {
            Prediction prediction = predictor.predict(request, cancellation);
            return messages.write(message, wire, request.id(), prediction);
        } finally {
            call.removeListener(listener);
        }
    }

    /// Absent for the empty string, as messages have no null.
    static @Nullable String version(String given) {
        return given.isEmpty() ? null : given;
    }
}
