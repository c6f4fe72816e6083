package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import org.jspecify.annotations.Nullable;

/// Parameters that must be there, refused in the wire's words when they are not.
final class Required {

    private static final String HINT =
            " See the API docs for more information about request parameters.";

    private Required() {}

    static <T> T value(String parameter, @Nullable T value) {
        if (value == null) {
            throw missing(parameter);
        }
        return value;
    }

    /// Empty counts as absent.
    static String text(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw missing(parameter);
        }
        return value;
    }

    /// `run_id`, or its older name `run_uuid`.
    static String runId(@Nullable String runId, @Nullable String runUuid) {
        return text("run_id", runId == null || runId.isEmpty() ? runUuid : runId);
    }

    static int between(int least, int most, String parameter, int value) {
        if (value < least || value > most) {
            throw new Refusal.Invalid(
                    "Invalid value %d for parameter '%s' supplied. It must be at least %d and at most %d."
                            .formatted(value, parameter, least, most));
        }
        return value;
    }

    static Refusal.Invalid missing(String parameter) {
        return new Refusal.Invalid(
                "Missing value for required parameter '" + parameter + "'." + HINT);
    }

    /// @param json the value as it stood in the request
    static Refusal.Invalid invalid(String parameter, String json) {
        return new Refusal.Invalid(
                "Invalid value " + json + " for parameter '" + parameter + "' supplied." + HINT);
    }
}
