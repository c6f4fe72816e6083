package io.minimlops.gateway.oip.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.Context;
import io.grpc.Deadline;
import io.minimlops.gateway.inference.Cancellation;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.Predictor;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.Names;
import io.minimlops.gateway.oip.RequestTranslation;
import io.minimlops.gateway.payloadlog.Payload;
import io.minimlops.gateway.payloadlog.PayloadExchange;
import io.minimlops.gateway.payloadlog.PayloadLogger;
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
    private final PayloadLogger payloads;
    private final Executor readers;

    GrpcInference(
            Predictor predictor,
            InferMessages messages,
            PayloadLogger payloads,
            @VirtualThreads ExecutorService readers) {
        this.predictor = predictor;
        this.messages = messages;
        this.payloads = payloads;
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
        PredictionRequest request = request(message, wire, call);
        PayloadExchange logged =
                payloads.takes(request)
                        ? payloads.begin(request, CallHeaders.of(call), payload(message))
                        : null;
        Cancellation cancellation = new Cancellation();
        Context.CancellationListener listener = context -> cancellation.cancel();
        call.addListener(listener, Runnable::run);
        return predictor
                .submit(request, cancellation, answering)
                .whenComplete((prediction, failure) -> call.removeListener(listener))
                .thenApply(
                        prediction -> {
                            ModelInferResponse answer =
                                    messages.write(message, wire, request.id(), prediction);
                            if (logged != null) {
                                logged.answered(prediction.role(), payload(answer));
                            }
                            return answer;
                        })
                .whenComplete(
                        (prediction, failure) -> {
                            if (logged != null && failure != null) {
                                logged.failed();
                            }
                        });
    }

    private static PredictionRequest request(
            ModelInferRequest message, InferRequest wire, Context call) {
        return within(
                call.getDeadline(),
                RequestTranslation.of(
                        message.getModelName(),
                        version(message.getModelVersion()),
                        wire,
                        CallCorrelation.of(call)));
    }

    private static Payload payload(MessageLite message) {
        return new Payload(
                "application/grpc+proto", -1, message.getSerializedSize(), message::toByteArray);
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
