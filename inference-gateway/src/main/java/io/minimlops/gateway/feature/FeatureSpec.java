package io.minimlops.gateway.feature;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands beside a feature-aware model as `features.json`: where each column of its input
/// comes from.
///
/// @param entities join keys, each a tensor of the request
/// @param columns in the order of the model's input
@JsonIgnoreProperties(ignoreUnknown = true)
public record FeatureSpec(
        @Nullable String featureService,
        @Nullable String label,
        List<String> entities,
        List<Column> columns) {

    public static final String FILE = "features.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public FeatureSpec {
        entities = entities == null ? List.of() : List.copyOf(entities);
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /// @param source `request` or `feature`
    /// @param ref `view:feature`, for a feature
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Column(String name, String source, @Nullable String ref) {

        public boolean isFeature() {
            return "feature".equals(source);
        }

        /// `view:feature`; a feature's name tells it where `ref` does not.
        String reference() {
            return ref != null ? ref : name.replaceFirst("__", ":");
        }

        /// What the feature store calls this column when asked for full names.
        String fullName() {
            return reference().replaceFirst(":", "__");
        }
    }

    /// Reads the file beside a model; empty for a plain model.
    ///
    /// @throws IOException when it is there and cannot be understood
    public static Optional<FeatureSpec> beside(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        FeatureSpec spec = JSON.readValue(file.toFile(), FeatureSpec.class);
        if (spec.columns.isEmpty()) {
            throw new IOException(FILE + " names no columns");
        }
        for (Column column : spec.columns) {
            if (!column.isFeature() && !"request".equals(column.source())) {
                throw new IOException(
                        "column %s has the source %s; request and feature are known"
                                .formatted(column.name(), column.source()));
            }
        }
        if (spec.entities.isEmpty() && spec.columns.stream().anyMatch(Column::isFeature)) {
            throw new IOException(FILE + " has features and no entities to look them up by");
        }
        return Optional.of(spec);
    }

    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /// The columns a request must bring itself.
    public List<Column> requestColumns() {
        return columns.stream().filter(column -> !column.isFeature()).toList();
    }

    public boolean looksUp() {
        return columns.stream().anyMatch(Column::isFeature);
    }

    /// The features to look up, without repetition.
    List<String> references() {
        return columns.stream()
                .filter(Column::isFeature)
                .map(Column::reference)
                .distinct()
                .toList();
    }
}
