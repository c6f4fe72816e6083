package io.minimlops.registry.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.registry.version.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A model with its versions, oldest first, and where its aliases point.
public record ModelView(String name, List<Version> versions, Map<String, String> aliases) {

    static ModelView of(String name, List<ModelVersion> versions, Map<String, Integer> aliases) {
        Map<String, String> sorted = new TreeMap<>();
        aliases.forEach((alias, version) -> sorted.put(alias, version.toString()));
        return new ModelView(name, versions.stream().map(Version::of).toList(), sorted);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Version(
            String version, String status, @Nullable String runId, Instant createdAt) {

        static Version of(ModelVersion version) {
            return new Version(
                    Integer.toString(version.version()),
                    version.status().name(),
                    version.runId(),
                    version.createdAt());
        }
    }
}
