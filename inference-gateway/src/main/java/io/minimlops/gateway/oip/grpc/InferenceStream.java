package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelStreamInferResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A stream of inferences: requests run side by side, so that they can share batches; answers go
/// out in the order of the requests. A request that fails is answered with its error and the
/// stream goes on. A client is asked for more only while few of its requests are under way.
final class InferenceStream implements StreamObserver<ModelInferRequest> {

    private static final int MOST_UNDER_WAY = 64;

    private final ServerCallStreamObserver<ModelStreamInferResponse> answers;
    private final GrpcInference inference;
    private final Executor eventLoop;
    private final Context call = Context.current();
    private final @Nullable CallMemory memory = CallMemory.of(call);
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    InferenceStream(
            ServerCallStreamObserver<ModelStreamInferResponse> answers,
            GrpcInference inference,
            Executor eventLoop) {
        this.answers = answers;
        this.inference = inference;
        this.eventLoop = eventLoop;
        answers.disableAutoRequest();
        answers.request(MOST_UNDER_WAY);
    }

    @Override
    public synchronized void onNext(ModelInferRequest request) {
        CompletableFuture<ModelStreamInferResponse> answer =
                inference
                        .infer(request, call, eventLoop)
                        .handle((response, failure) -> answer(request, response, failure));
        answered =
                answered.thenCombine(
                        answer,
                        (before, response) -> {
                            if (!answers.isCancelled()) {
                                answers.onNext(response);
                                answers.request(1);
                            }
                            if (memory != null) {
                                memory.answered(request);
                            }
                            return null;
                        });
    }

    private static ModelStreamInferResponse answer(
            ModelInferRequest request,
            @Nullable ModelInferResponse response,
            @Nullable Throwable failure) {
        ModelStreamInferResponse.Builder answer = ModelStreamInferResponse.newBuilder();
        if (response != null) {
            return answer.setInferResponse(response).build();
        }
        return answer.setErrorMessage(
                        String.valueOf(GrpcErrors.of(failure).getStatus().getDescription()))
                .setInferResponse(ModelInferResponse.newBuilder().setId(request.getId()))
                .build();
    }

    /// The client went away; the call's context cancels what is queued.
    @Override
    public void onError(Throwable gone) {}

    @Override
    public synchronized void onCompleted() {
        answered.thenRun(
                () -> {
                    if (!answers.isCancelled()) {
                        answers.onCompleted();
                    }
                });
    }
}
