package io.minimlops.orchestrator.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A canary as the API answers it; empty when the model never had one.
///
/// @param verdict absent before the first judgement
/// @param judgement mean loss and labels of each arm, their difference and its interval
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryView(
        @Nullable String deployment,
        @Nullable String version,
        @Nullable String championVersion,
        @Nullable Integer percent,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String verdict,
        @Nullable String reason,
        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                @Nullable JsonNode judgement,
        @Nullable Instant judgedAt,
        @Nullable Boolean carriedOut) {

    static final CanaryView NONE =
            new CanaryView(null, null, null, null, null, null, null, null, null, null, null);

    static CanaryView of(Canary canary) {
        boolean judged = canary.judgedAt() != null;
        return new CanaryView(
                canary.deployment(),
                canary.version(),
                canary.championVersion(),
                canary.percent(),
                canary.startedAt(),
                canary.endedAt(),
                judged ? canary.verdict() : null,
                canary.reason(),
                canary.judgement(),
                canary.judgedAt(),
                judged ? canary.done() : null);
    }
}
