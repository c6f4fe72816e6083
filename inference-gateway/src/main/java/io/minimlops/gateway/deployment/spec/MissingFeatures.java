package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a looked-up feature that is missing becomes.
///
/// @param policy `nan` when absent
/// @param defaults by the column's name, for the policy `default`; a column without one is NaN
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MissingFeatures(@Nullable Policy policy, @Nullable Map<String, Double> defaults) {

    public enum Policy {
        /// The model sees NaN.
        @JsonProperty("nan")
        NAN,
        /// The model sees the column's default.
        @JsonProperty("default")
        DEFAULT,
        /// As `nan`, and the answer says which cells were missing.
        @JsonProperty("flag")
        FLAG,
        /// The request is refused with 422.
        @JsonProperty("refuse")
        REFUSE
    }
}
