package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.Deadline;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.Names;
import io.minimlops.gateway.oip.RequestTranslation;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One inference over gRPC. The call's deadline is the longest wait in the queue, and a call that
/// its client cancels leaves the queue.
@ApplicationScoped
class GrpcInference {

    /// Bytes of a message whose reading would hold the event loop's other calls up.
    private static final int LARGE = 256 * 1024;

    private final Predictor predictor;
    private final InferMessages messages;
    private final Executor readers;

    GrpcInference(
            Predictor predictor, InferMessages messages, @VirtualThreads ExecutorService readers) {
        this.predictor = predictor;
        this.messages = messages;
        this.readers = readers;
    }

    /// Never blocks.
    ///
    /// @param call whose deadline, cancellation and correlation id hold
    /// @param answering where the answer is put together
    CompletableFuture<ModelInferResponse> infer(
            ModelInferRequest message, Context call, Executor answering) {
        if (message.getSerializedSize() > LARGE) {
            return CompletableFuture.supplyAsync(() -> start(message, call, answering), readers)
                    .thenCompose(started -> started);
        }
        try {
            return start(message, call, answering);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ModelInferResponse> start(
            ModelInferRequest message, Context call, Executor answering) {
        Names.check(message.getModelName());
        InferRequest wire = messages.read(message);
        PredictionRequest request =
                within(
                        call.getDeadline(),
                        RequestTranslation.of(
                                message.getModelName(),
                                version(message.getModelVersion()),
                                wire,
                                CallCorrelation.of(call)));
        Cancellation cancellation = new Cancellation();
        Context.CancellationListener listener = context -> cancellation.cancel();
        call.addListener(listener, Runnable::run);
        return predictor
                .submit(request, cancellation, answering)
                .whenComplete((prediction, failure) -> call.removeListener(listener))
                .thenApply(prediction -> messages.write(message, wire, request.id(), prediction));
    }

    private static PredictionRequest within(
            @Nullable Deadline deadline, PredictionRequest request) {
        return deadline == null
                ? request
                : request.within(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
    }

    /// Absent for the empty string, as messages have no null.
    static @Nullable String version(String given) {
        return given.isEmpty() ? null : given;
    }
}
