package io.minimlops.tracker.export;

import io.minimlops.tracker.metric.MetricHistory;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.sql.Page;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row a point, key by key, each in order of time.
record MetricTable(MetricHistory history, String runId, List<String> keys) implements Table {

    private static final int PAGE = 10_000;

    @Override
    public List<Column> columns() {
        return List.of(
                Column.text("run_id"),
                Column.text("key"),
                new Column("step", Column.Type.WHOLE),
                new Column("timestamp", Column.Type.TIME),
                new Column("value", Column.Type.DECIMAL));
    }

    @Override
    public void writeTo(TableWriter writer) throws IOException {
        for (String key : keys) {
            @Nullable String next = null;
            do {
                Page<MetricPoint> page = history.of(runId, key, PAGE, next);
                for (MetricPoint point : page.rows()) {
                    writer.row(List.of(runId, key, point.step(), point.timestamp(), point.value()));
                }
                next = page.next();
            } while (next != null);
        }
    }
}
