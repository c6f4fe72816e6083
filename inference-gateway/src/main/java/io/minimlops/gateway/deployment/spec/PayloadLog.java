package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which requests and answers are told byte for byte on `inference-payload.v1`.
///
/// @param mode `all` when absent
/// @param sampling share of requests, 0 to 1, decided by the request's id; 1 when absent
/// @param maxBytes a larger payload is dropped and counted; 1,000,000 when absent, which a broker
///     takes as it is installed
/// @param annotations told beside each payload, as an InferenceService's are
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PayloadLog(
        @Nullable Mode mode,
        @Nullable Double sampling,
        @Nullable Integer maxBytes,
        @Nullable Map<String, String> annotations) {

    /// The most that `maxBytes` may be.
    public static final int MOST_BYTES = 64 * 1024 * 1024;

    public enum Mode {
        @JsonProperty("all")
        ALL,
        @JsonProperty("request")
        REQUEST,
        @JsonProperty("response")
        RESPONSE
    }

    public boolean hasRequests() {
        return mode != Mode.RESPONSE;
    }

    public boolean hasResponses() {
        return mode != Mode.REQUEST;
    }

    public double samplingOrStandard() {
        return sampling == null ? 1 : sampling;
    }

    public int maxBytesOrStandard() {
        return maxBytes == null ? 1_000_000 : maxBytes;
    }
}
