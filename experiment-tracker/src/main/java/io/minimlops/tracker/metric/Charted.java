package io.minimlops.tracker.metric;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// How much of a series lies in blocks: its first `count` points in order of time.
///
/// @param last the last of them; absent when there are none
record Charted(int count, @Nullable MetricPoint last) {

    static final Charted NOTHING = new Charted(0, null);

    /// @param column of `charted`; the three after it tell the last point
    static Charted read(ResultSet row, int column) throws SQLException {
        int count = row.getInt(column);
        return count == 0
                ? NOTHING
                : new Charted(
                        count,
                        new MetricPoint(
                                "",
                                row.getDouble(column + 3),
                                row.getLong(column + 1),
                                row.getLong(column + 2)));
    }

    /// Whether a new point belongs among those in blocks, or is one of them.
    boolean reaches(MetricPoint point) {
        return last != null && MetricPoint.BY_TIME.compare(point, last) <= 0;
    }

    /// All points that are not in blocks come after this one.
    MetricPoint border() {
        return last == null
                ? new MetricPoint("", Double.NEGATIVE_INFINITY, Long.MIN_VALUE, Long.MIN_VALUE)
                : last;
    }
}
