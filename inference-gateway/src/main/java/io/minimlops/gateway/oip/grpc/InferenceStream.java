package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelStreamInferResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/// A stream of inferences: requests run side by side, so that they can share batches; answers go
/// out in the order of the requests. A request that fails is answered with its error and the
/// stream goes on. A client is asked for more only while few of its requests are under way.
final class InferenceStream implements StreamObserver<ModelInferRequest> {

    private static final int MOST_UNDER_WAY = 64;

    private final ServerCallStreamObserver<ModelStreamInferResponse> answers;
    private final BiFunction<ModelInferRequest, Context, ModelInferResponse> inference;
    private final Executor executor;
    private final Context call = Context.current();
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    InferenceStream(
            ServerCallStreamObserver<ModelStreamInferResponse> answers,
            BiFunction<ModelInferRequest, Context, ModelInferResponse> inference,
            Executor executor) {
        this.answers = answers;
        this.inference = inference;
        this.executor = executor;
        answers.disableAutoRequest();
        answers.request(MOST_UNDER_WAY);
    }

    @Override
    public synchronized void onNext(ModelInferRequest request) {
        CompletableFuture<ModelStreamInferResponse> answer =
                CompletableFuture.supplyAsync(() -> answer(request), executor);
        answered =
                answered.thenCombine(
                        answer,
                        (before, response) -> {
                            if (!answers.isCancelled()) {
                                answers.onNext(response);
                                answers.request(1);
                            }
                            return null;
                        });
    }

    private ModelStreamInferResponse answer(ModelInferRequest request) {
        ModelStreamInferResponse.Builder response = ModelStreamInferResponse.newBuilder();
        try {
            return response.setInferResponse(inference.apply(request, call)).build();
        } catch (RuntimeException e) {
            return response.setErrorMessage(
                            String.valueOf(GrpcErrors.of(e).getStatus().getDescription()))
                    .setInferResponse(ModelInferResponse.newBuilder().setId(request.getId()))
                    .build();
        }
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
