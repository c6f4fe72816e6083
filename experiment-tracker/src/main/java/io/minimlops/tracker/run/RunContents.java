package io.minimlops.tracker.run;

import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fetches what was logged to runs: two queries for one run or for a thousand.
@ApplicationScoped
class RunContents {

    private static final String LOGGED =
            "select 'm' as kind, run_seq, key, null as text, value, timestamp, step"
                    + " from metric_series where run_seq = any(?::bigint[])"
                    + " union all select 'p', run_seq, key, value, null, null, null"
                    + " from param where run_seq = any(?::bigint[])"
                    + " union all select 't', run_seq, key, value, null, null, null"
                    + " from run_tag where run_seq = any(?::bigint[])"
                    + " union all select 'i', run_seq, model_id, null, null, null, null"
                    + " from run_model_input where run_seq = any(?::bigint[])"
                    + " union all select 'o', run_seq, model_id, null, null, null, step"
                    + " from run_model_output where run_seq = any(?::bigint[])";

    private final Database database;
    private final RunInputs inputs;

    RunContents(Database database, RunInputs inputs) {
        this.database = database;
        this.inputs = inputs;
    }

    TrackedRun of(long seq, RunView run) {
        return of(List.of(new Listed(seq, run))).getFirst();
    }

    /// In the order given.
    List<TrackedRun> of(List<Listed> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        Long[] seqs = runs.stream().map(Listed::seq).toArray(Long[]::new);
        Map<Long, Logged> logged = new HashMap<>();
        database.query(
                Sql.of(LOGGED, seqs, seqs, seqs, seqs, seqs),
                row -> logged.computeIfAbsent(row.getLong("run_seq"), _ -> new Logged()).take(row));
        Map<Long, List<DatasetUse>> datasets = inputs.of(seqs);
        return runs.stream()
                .map(
                        listed ->
                                logged.getOrDefault(listed.seq(), new Logged())
                                        .with(
                                                listed.run(),
                                                datasets.getOrDefault(listed.seq(), List.of())))
                .toList();
    }

    /// A run and its row.
    record Listed(long seq, RunView run) {}

    private static final class Logged {
        private final List<MetricPoint> metrics = new ArrayList<>();
        private final List<Param> params = new ArrayList<>();
        private final List<Tag> tags = new ArrayList<>();
        private final List<String> modelInputs = new ArrayList<>();
        private final List<ModelOutput> modelOutputs = new ArrayList<>();

        boolean take(ResultSet row) throws SQLException {
            String key = row.getString("key");
            return switch (row.getString("kind").charAt(0)) {
                case 'm' ->
                        metrics.add(
                                new MetricPoint(
                                        key,
                                        row.getDouble("value"),
                                        row.getLong("timestamp"),
                                        row.getLong("step")));
                case 'p' -> params.add(new Param(key, row.getString("text")));
                case 't' -> tags.add(new Tag(key, row.getString("text")));
                case 'i' -> modelInputs.add(key);
                default -> modelOutputs.add(new ModelOutput(key, row.getLong("step")));
            };
        }

        TrackedRun with(RunView run, List<DatasetUse> datasets) {
            return new TrackedRun(run, metrics, params, tags, datasets, modelInputs, modelOutputs);
        }
    }
}
