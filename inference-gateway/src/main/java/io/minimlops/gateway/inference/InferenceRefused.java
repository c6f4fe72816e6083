package io.minimlops.gateway.inference;

import io.minimlops.gateway.deployment.NotServed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that gets no prediction, and why; each wire has its own words and codes for it.
public final class InferenceRefused extends RuntimeException {

    /// Whose fault it is and what helps.
    public enum Kind {
        /// The request breaks a rule; it will never succeed.
        INVALID,
        /// The request is right, and features it needs are missing.
        MISSING_FEATURES,
        /// There is no such model or version.
        UNKNOWN_MODEL,
        /// The model is known and cannot answer now.
        NOT_READY,
        /// Too much to do; another try later may succeed.
        OVERLOADED,
        /// The deployment takes no more than it was limited to.
        LIMITED,
        /// The request's own timeout passed in the queue.
        EXPIRED,
        /// Something we depend on is away.
        DEPENDENCY_AWAY,
        /// The client went away.
        CANCELLED,
        /// The model failed on a valid request.
        FAILED
    }

    private final Kind kind;
    private final Duration retryAfter;

    public InferenceRefused(Kind kind, String message) {
        this(kind, message, Duration.ofSeconds(1), null);
    }

    public InferenceRefused(
            Kind kind, String message, Duration retryAfter, @Nullable Throwable cause) {
        // Refusals are many under overload, and where one was made tells nobody anything.
        super(message, cause, false, kind == Kind.FAILED);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /// No version can answer; one that is only not ready may be asked again soon.
    public static InferenceRefused of(NotServed why) {
        return new InferenceRefused(
                why.isKnown() ? Kind.NOT_READY : Kind.UNKNOWN_MODEL,
                String.valueOf(why.getMessage()),
                why.retryAfter(),
                why);
    }

    public Kind kind() {
        return kind;
    }

    /// When another try is worthwhile.
    public Duration retryAfter() {
        return retryAfter;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
