package io.minimlops.gateway.testing;

import io.grpc.stub.StreamObserver;
import io.minimlops.oip.ModelStreamInferResponse;
import java.util.Queue;

/// What a gRPC stream that must not fail answers, in its order.
public record StreamAnswers(Queue<ModelStreamInferResponse> answers, Runnable completed)
        implements StreamObserver<ModelStreamInferResponse> {

    public StreamAnswers(Queue<ModelStreamInferResponse> answers) {
        this(answers, () -> {});
    }

    @Override
    public void onNext(ModelStreamInferResponse answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException(failure);
    }

    @Override
    public void onCompleted() {
        completed.run();
    }
}
