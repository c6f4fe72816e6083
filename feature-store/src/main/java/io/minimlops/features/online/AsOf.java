package io.minimlops.features.online;

import java.time.Instant;
import java.util.List;

/// The times that ages of online values are judged against.
///
/// @param rows one per row; empty: the same for all
public record AsOf(Instant all, List<Instant> rows) {

    public AsOf {
        rows = List.copyOf(rows);
    }

    public Instant of(int row) {
        return rows.isEmpty() ? all : rows.get(row);
    }
}
