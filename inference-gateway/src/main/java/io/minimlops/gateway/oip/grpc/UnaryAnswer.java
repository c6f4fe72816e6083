package io.minimlops.gateway.oip.grpc;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells a call its one answer, or why there is none.
final class UnaryAnswer {

    private UnaryAnswer() {}

    /// @param answer whose exceptions are told as [GrpcErrors] has them
    static <T> void tell(StreamObserver<T> observer, Supplier<T> answer) {
        T message;
        try {
            message = answer.get();
        } catch (RuntimeException e) {
            observer.onError(GrpcErrors.of(e));
            return;
        }
        observer.onNext(message);
        observer.onCompleted();
    }

    /// @param message null: there is a failure
    static <T> void tell(
            StreamObserver<T> observer, @Nullable T message, @Nullable Throwable failure) {
        if (message == null) {
            observer.onError(GrpcErrors.of(failure));
        } else {
            observer.onNext(message);
            observer.onCompleted();
        }
    }
}
