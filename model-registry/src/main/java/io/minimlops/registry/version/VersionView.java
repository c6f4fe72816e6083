package io.minimlops.registry.version;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A version, as the API shows it.
///
/// @param status `READY`, or `UNVERIFIED` when its files are not in our store
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VersionView(
        String name,
        String version,
        String source,
        @Nullable String runId,
        String status,
        @Nullable String description,
        Map<String, String> tags,
        List<String> aliases,
        Instant createdAt,
        @Nullable String manifestDigest) {

    static VersionView of(ModelVersion version, List<String> aliases) {
        return new VersionView(
                version.model(),
                Integer.toString(version.version()),
                version.source(),
                version.runId(),
                version.status().name(),
                version.description(),
                version.tags(),
                aliases,
                version.createdAt(),
                version.manifestDigest());
    }
}
