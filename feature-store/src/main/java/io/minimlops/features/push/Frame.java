package io.minimlops.features.push;

import io.minimlops.features.definition.ValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows by column, as they came: values are what JSON knows.
public final class Frame {

    private final Map<String, List<@Nullable Object>> columns;
    private final int rows;

    /// @throws BadFrame when the columns are not of one length
    public Frame(Map<String, List<@Nullable Object>> columns) {
        this.columns = columns;
        if (columns.isEmpty()) {
            throw new BadFrame("df has no columns");
        }
        this.rows = columns.values().iterator().next().size();
        columns.forEach(
                (name, values) -> {
                    if (values.size() != rows) {
                        throw new BadFrame(
                                "Column %s has %d rows, others have %d"
                                        .formatted(name, values.size(), rows));
                    }
                });
    }

    public int rows() {
        return rows;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /// A column of the type: [String], [Long], [Double], [Boolean] or [java.time.Instant].
    ///
    /// @throws BadFrame when it is missing or a value does not fit
    List<@Nullable Object> column(String name, ValueType type) {
        List<@Nullable Object> values = columns.get(name);
        if (values == null) {
            throw new BadFrame("Column " + name + " not found in table");
        }
        return Cells.read(name, values, type);
    }
}
