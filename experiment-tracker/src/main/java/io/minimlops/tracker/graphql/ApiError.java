package io.minimlops.tracker.graphql;

import io.minimlops.tracker.Refusal;

/// Why a root field has no answer.
///
/// @param code MLflow's word, such as `RESOURCE_DOES_NOT_EXIST`
record ApiError(String code, String message) {

    static ApiError of(Refusal refusal) {
        return new ApiError(code(refusal), String.valueOf(refusal.getMessage()));
    }

    static ApiError invalid(String message) {
        return new ApiError("INVALID_PARAMETER_VALUE", message);
    }

    private static String code(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _, Refusal.TooLarge _ -> "INVALID_PARAMETER_VALUE";
            case Refusal.NotFound _ -> "RESOURCE_DOES_NOT_EXIST";
            case Refusal.Taken _ -> "RESOURCE_ALREADY_EXISTS";
            case Refusal.WrongState _ -> "BAD_REQUEST";
            case Refusal.Unsupported _ -> "NOT_IMPLEMENTED";
            case Refusal.Unavailable _ -> "TEMPORARILY_UNAVAILABLE";
        };
    }
}
