package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What the monitor found in one window, and whether it started a run for it.
public record WindowEvaluation(
        Instant start,
        Instant end,
        String version,
        long rows,
        List<Column> columns,
        boolean fired,
        String reason,
        Optional<String> caseId) {

    static WindowEvaluation of(JsonNode window) {
        return new WindowEvaluation(
                Instant.parse(window.path("windowStart").asText()),
                Instant.parse(window.path("windowEnd").asText()),
                window.path("version").asText(),
                window.path("rows").asLong(),
                StreamSupport.stream(window.path("columns").spliterator(), false)
                        .map(Column::of)
                        .toList(),
                window.path("fired").asBoolean(),
                window.path("reason").asText(),
                window.hasNonNull("caseId")
                        ? Optional.of(window.path("caseId").asText())
                        : Optional.empty());
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// @param status `OK`, `WARN`, `ALARM` or `INSUFFICIENT`
    /// @param psi population stability index against the model's frozen reference
    public record Column(String name, String status, double psi) {

        static Column of(JsonNode column) {
            return new Column(
                    column.path("column").asText(),
                    column.path("status").asText(),
                    column.path("psi").asDouble(Double.NaN));
        }

        public boolean alarmed() {
            return status.equals("ALARM");
        }
    }
}
