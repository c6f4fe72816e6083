package io.minimlops.features.push;

import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.DuckEngine;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.OfflineWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Appends pushed rows to the offline tables, one commit per push and source.
@ApplicationScoped
class OfflineFrames {

    private final DuckEngine engine;
    private final OfflineWriter writer;

    OfflineFrames(DuckEngine engine, OfflineWriter writer) {
        this.engine = engine;
        this.writer = writer;
    }

    void append(SourceRows rows) {
        if (rows.rows() == 0) {
            return;
        }
        List<ValueType> types = List.copyOf(rows.source().allColumns().values());
        List<List<@Nullable Object>> columns = List.copyOf(rows.columns().values());
        try (DuckJob job = engine.open()) {
            job.createTable("frame", rows.source().allColumns());
            job.append("frame", types, all(columns, rows.rows()));
            writer.append(job, rows.source(), "frame", UUID.randomUUID().toString());
        }
    }

    private static List<List<@Nullable Object>> all(
            List<List<@Nullable Object>> columns, int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            List<@Nullable Object> values = new ArrayList<>(columns.size());
            for (List<@Nullable Object> column : columns) {
                values.add(column.get(row));
            }
            rows.add(values);
        }
        return rows;
    }
}
