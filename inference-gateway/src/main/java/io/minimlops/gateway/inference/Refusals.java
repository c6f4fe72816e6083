package io.minimlops.gateway.inference;

import io.minimlops.gateway.admission.LimitReached;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.runtime.ExecutionFailed;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// What a failure on the way to a prediction means to whoever asked for it.
final class Refusals {

    private Refusals() {}

    /// @param failure an [ExecutionException] holds what the model's run threw; anything else comes
    ///     from before or after it
    static RuntimeException of(Throwable failure) {
        return switch (failure) {
            case WorkRefused refused -> of(refused);
            case ExecutionException e -> ofRun(e.getCause() == null ? e : e.getCause());
            case LimitReached e ->
                    new InferenceRefused(
                            Kind.LIMITED, String.valueOf(e.getMessage()), e.retryAfter(), e);
            case InterruptedException e -> {
                Thread.currentThread().interrupt();
                yield new InferenceRefused(Kind.CANCELLED, "Request was interrupted");
            }
            case RuntimeException e -> e;
            default -> new IllegalStateException(failure);
        };
    }

    private static InferenceRefused of(WorkRefused refused) {
        Kind kind =
                switch (refused.reason()) {
                    case QUEUE_FULL -> Kind.OVERLOADED;
                    case EXPIRED -> Kind.EXPIRED;
                    case TOO_LARGE -> Kind.INVALID;
                    case CANCELLED -> Kind.CANCELLED;
                    case CLOSED -> Kind.NOT_READY;
                };
        return new InferenceRefused(
                kind, String.valueOf(refused.getMessage()), refused.retryAfter(), refused);
    }

    private static InferenceRefused ofRun(Throwable cause) {
        boolean invalid = cause instanceof ExecutionFailed failed && failed.isInputAtFault();
        return new InferenceRefused(
                invalid ? Kind.INVALID : Kind.FAILED,
                String.valueOf(cause.getMessage()),
                Duration.ZERO,
                cause);
    }
}
