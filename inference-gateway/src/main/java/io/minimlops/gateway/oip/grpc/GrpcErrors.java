package io.minimlops.gateway.oip.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.BodiesFull;
import io.minimlops.problem.Outage;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Failures as gRPC statuses, by the names Triton uses.
final class GrpcErrors {

    /// Seconds until another try is worthwhile, beside `UNAVAILABLE` and `RESOURCE_EXHAUSTED`.
    static final Metadata.Key<String> RETRY_AFTER =
            Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);

    private static final Logger LOG = Logger.getLogger(GrpcErrors.class);

    private GrpcErrors() {}

    static StatusRuntimeException of(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> ours(new IllegalStateException("neither an answer nor a failure"));
            case CompletionException e when e.getCause() != null -> of(e.getCause());
            case StatusRuntimeException status -> status;
            case BadRequest bad -> plain(bad);
            case InferenceRefused refused -> refused(refused);
            case BodiesFull full ->
                    unavailable(String.valueOf(full.getMessage()), BodiesFull.RETRY_AFTER);
            default ->
                    Outage.behind(failure)
                            .map(away -> unavailable(away.detail(), away.retryAfter()))
                            .orElseGet(() -> ours(failure));
        };
    }

    private static StatusRuntimeException plain(BadRequest bad) {
        Status status = bad.status() == 501 ? Status.UNIMPLEMENTED : Status.INVALID_ARGUMENT;
        return status.withDescription(bad.getMessage()).asRuntimeException();
    }

    private static StatusRuntimeException refused(InferenceRefused refused) {
        return switch (refused.kind()) {
            case INVALID -> with(Status.INVALID_ARGUMENT, refused);
            case MISSING_FEATURES -> with(Status.FAILED_PRECONDITION, refused);
            case UNKNOWN_MODEL -> with(Status.NOT_FOUND, refused);
            case CANCELLED -> with(Status.CANCELLED, refused);
            case NOT_READY, OVERLOADED, EXPIRED, DEPENDENCY_AWAY ->
                    unavailable(refused.reason(), refused.retryAfter());
            case LIMITED ->
                    later(Status.RESOURCE_EXHAUSTED, refused.reason(), refused.retryAfter());
            case FAILED -> {
                LOG.errorf(refused, "a model failed");
                yield with(Status.INTERNAL, refused);
            }
        };
    }

    private static StatusRuntimeException with(Status status, InferenceRefused refused) {
        return status.withDescription(refused.reason()).asRuntimeException();
    }

    private static StatusRuntimeException unavailable(String text, Duration retryAfter) {
        return later(Status.UNAVAILABLE, text, retryAfter);
    }

    private static StatusRuntimeException later(Status status, String text, Duration retryAfter) {
        Metadata trailers = new Metadata();
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        trailers.put(RETRY_AFTER, Long.toString(seconds));
        return status.withDescription(text).asRuntimeException(trailers);
    }

    private static StatusRuntimeException ours(Throwable failure) {
        LOG.error("request failed", failure);
        return Status.INTERNAL
                .withDescription("an error of ours; it is in the log")
                .asRuntimeException();
    }
}
