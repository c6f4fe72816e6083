package io.minimlops.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.registry.version.ModelVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// MLflow's `ModelVersion`. Times are epoch milliseconds.
///
/// @param status always READY: MLflow's clients wait for it, and nothing more is to come
/// @param statusMessage says so when the registry cannot see the files
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WireVersion(
        String name,
        String version,
        long creationTimestamp,
        long lastUpdatedTimestamp,
        String currentStage,
        @Nullable String description,
        String source,
        @Nullable String runId,
        @Nullable String runLink,
        String status,
        @Nullable String statusMessage,
        List<WireTag> tags,
        List<String> aliases,
        @Nullable String modelId) {

    static WireVersion of(ModelVersion version, Map<String, Integer> aliases) {
        return new WireVersion(
                version.model(),
                Integer.toString(version.version()),
                version.createdAt().toEpochMilli(),
                version.updatedAt().toEpochMilli(),
                version.stage().title(),
                version.description(),
                version.source(),
                version.runId(),
                version.runLink(),
                "READY",
                switch (version.status()) {
                    case READY -> null;
                    case UNVERIFIED ->
                            "registered for reference: no files found in the artifact store";
                },
                WireTag.of(version.tags()),
                aliases.entrySet().stream()
                        .filter(alias -> alias.getValue() == version.version())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList(),
                version.loggedModelId());
    }
}
