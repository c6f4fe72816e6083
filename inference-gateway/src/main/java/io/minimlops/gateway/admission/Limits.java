package io.minimlops.gateway.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much a deployment takes; what is absent is not limited.
///
/// @param requestsPerSecond on average
/// @param burst requests that may come at once after a pause; absent: those of one second
/// @param concurrency requests that may be under way
/// @param maxRowsPerRequest beyond, a request is refused for good
/// @param timeout the longest wait in the queue; a request may ask for a shorter one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(
        @Nullable Double requestsPerSecond,
        @Nullable Integer burst,
        @Nullable Integer concurrency,
        @Nullable Integer maxRowsPerRequest,
        @Nullable Duration timeout) {

    public static final Limits NONE = new Limits(null, null, null, null, null);

    /// The shorter of a request's own timeout and the deployment's.
    ///
    /// @param nanos 0: the request names none
    public long timeoutNanos(long nanos) {
        if (timeout == null) {
            return nanos;
        }
        return nanos == 0 ? timeout.toNanos() : Math.min(nanos, timeout.toNanos());
    }
}
