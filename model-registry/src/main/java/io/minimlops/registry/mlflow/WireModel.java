package io.minimlops.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.ModelVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// MLflow's `RegisteredModel`. Times are epoch milliseconds.
///
/// @param latestVersions the newest of each stage
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WireModel(
        String name,
        long creationTimestamp,
        long lastUpdatedTimestamp,
        @Nullable String description,
        List<WireVersion> latestVersions,
        List<WireTag> tags,
        List<Alias> aliases) {

    static WireModel of(
            RegisteredModel model, List<ModelVersion> latest, Map<String, Integer> aliases) {
        return new WireModel(
                model.name(),
                model.createdAt().toEpochMilli(),
                model.updatedAt().toEpochMilli(),
                model.description(),
                latest.stream().map(version -> WireVersion.of(version, aliases)).toList(),
                WireTag.of(model.tags()),
                aliases.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(alias -> new Alias(alias.getKey(), alias.getValue().toString()))
                        .toList());
    }

    public record Alias(String alias, String version) {}
}
