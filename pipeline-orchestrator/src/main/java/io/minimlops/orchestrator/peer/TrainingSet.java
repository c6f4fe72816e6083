package io.minimlops.orchestrator.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training set as the feature store describes it.
///
/// @param snapshots source → snapshot id: what it was built from
/// @param contentHash of its bytes: the same snapshots give the same
public record TrainingSet(
        String id,
        String name,
        String uri,
        long rows,
        String contentHash,
        Map<String, String> snapshots,
        List<ColumnOfSet> columns,
        String bucket,
        List<StoredFile> files) {

    /// @param role `timestamp`, `key`, `column`, `feature` or `label`
    public record ColumnOfSet(String name, String type, String role) {}

    public record StoredFile(String key, long size, String sha256) {}

    static TrainingSet read(JsonNode node) {
        Map<String, String> snapshots = new LinkedHashMap<>();
        node.path("snapshots")
                .properties()
                .forEach(e -> snapshots.put(e.getKey(), e.getValue().asText()));
        List<ColumnOfSet> columns = new ArrayList<>();
        for (JsonNode column : node.path("columns")) {
            columns.add(
                    new ColumnOfSet(
                            column.path("name").asText(),
                            column.path("type").asText(),
                            column.path("role").asText()));
        }
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode file : node.path("files")) {
            files.add(
                    new StoredFile(
                            file.path("key").asText(),
                            file.path("size").asLong(),
                            file.path("sha256").asText()));
        }
        return new TrainingSet(
                node.path("id").asText(),
                node.path("name").asText(),
                node.path("uri").asText(),
                node.path("rows").asLong(),
                node.path("contentHash").asText(),
                snapshots,
                columns,
                node.path("bucket").asText(),
                files);
    }
}
