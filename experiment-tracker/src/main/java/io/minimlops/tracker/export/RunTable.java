package io.minimlops.tracker.export;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.Param;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One row a run; a column for each key that any of the runs has, `metrics.loss`, `params.lr`,
/// `tags.team`. The runs are read twice: for the columns, then for the rows. A key that first
/// appears in between has no column.
final class RunTable implements Table {

    private static final int MOST_COLUMNS = 10_000;

    private static final List<Column> RUN =
            List.of(
                    Column.text("run_id"),
                    Column.text("experiment_id"),
                    Column.text("name"),
                    Column.text("user"),
                    Column.text("status"),
                    Column.text("stage"),
                    new Column("start_time", Column.Type.TIME),
                    new Column("end_time", Column.Type.TIME),
                    Column.text("artifact_uri"));

    private final Runs runs;
    private final List<Column> columns;

    /// @throws Refusal.Invalid when there are too many columns
    RunTable(Runs runs) {
        this.runs = runs;
        this.columns =
                Stream.concat(RUN.stream(), keys(runs).stream().map(RunTable::column)).toList();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public void writeTo(TableWriter writer) throws IOException {
        runs.forEach(run -> writer.row(row(run)));
    }

    private static TreeSet<String> keys(Runs runs) {
        TreeSet<String> keys = new TreeSet<>();
        try {
            runs.forEach(
                    run -> {
                        keys.addAll(logged(run).keySet());
                        refuseTooMany(keys.size());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    private static void refuseTooMany(int count) {
        if (count > MOST_COLUMNS) {
            throw new Refusal.Invalid(
                    "The runs have more than %d different metrics, params and tags; choose fewer runs with 'filter'."
                            .formatted(MOST_COLUMNS));
        }
    }

    private static Column column(String key) {
        return new Column(key, key.startsWith("metrics.") ? Column.Type.DECIMAL : Column.Type.TEXT);
    }

    private List<@Nullable Object> row(TrackedRun tracked) {
        RunView run = tracked.run();
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        row.add(run.runId());
        row.add(Long.toString(run.experimentId()));
        row.add(run.name());
        row.add(run.user());
        row.add(run.status().name());
        row.add(run.stage().word());
        row.add(run.startedAt());
        row.add(run.endedAt());
        row.add(run.artifactUri());
        Map<String, Object> logged = logged(tracked);
        columns.stream().skip(RUN.size()).forEach(column -> row.add(logged.get(column.name())));
        return row;
    }

    private static Map<String, Object> logged(TrackedRun run) {
        Map<String, Object> logged = new HashMap<>();
        for (MetricPoint metric : run.metrics()) {
            logged.put("metrics." + metric.key(), metric.value());
        }
        for (Param param : run.params()) {
            logged.put("params." + param.key(), param.value());
        }
        for (Tag tag : run.tags()) {
            logged.put("tags." + tag.key(), tag.value());
        }
        return logged;
    }

    /// The runs to export, as often as they are asked for.
    @FunctionalInterface
    interface Runs {
        void forEach(Each<TrackedRun> each) throws IOException;
    }

    @FunctionalInterface
    interface Each<T> {
        void take(T item) throws IOException;
    }
}
