package io.minimlops.tracker.run;

import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.RunParts.Keys;
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

    /// Names and types the columns, whichever of the rest is asked for.
    private static final String NOTHING =
            "select '' as kind, 0::bigint as run_seq, '' as key, '' as text,"
                    + " 0::float8 as value, 0::bigint as timestamp, 0::bigint as step where false";

    private static final String METRICS =
            "select 'm', run_seq, key, null, value, timestamp, step from metric_series";
    private static final String PARAMS =
            "select 'p', run_seq, key, value, null, null, null from param";
    private static final String TAGS =
            "select 't', run_seq, key, value, null, null, null from run_tag";
    private static final String MODEL_INPUTS =
            "select 'i', run_seq, model_id, null, null, null, null from run_model_input";
    private static final String MODEL_OUTPUTS =
            "select 'o', run_seq, model_id, null, null, null, step from run_model_output";

    private final Database database;
    private final RunInputs inputs;

    RunContents(Database database, RunInputs inputs) {
        this.database = database;
        this.inputs = inputs;
    }

    TrackedRun of(long seq, RunView run) {
        return of(List.of(new Listed(seq, run)), RunParts.ALL).getFirst();
    }

    /// In the order given.
    List<TrackedRun> of(List<Listed> runs, RunParts parts) {
        if (runs.isEmpty()) {
            return List.of();
        }
        Long[] seqs = runs.stream().map(Listed::seq).toArray(Long[]::new);
        Map<Long, Logged> logged = logged(seqs, parts);
        Map<Long, List<DatasetUse>> datasets = parts.datasets() ? inputs.of(seqs) : Map.of();
        return runs.stream()
                .map(
                        listed ->
                                logged.getOrDefault(listed.seq(), new Logged())
                                        .with(
                                                listed.run(),
                                                datasets.getOrDefault(listed.seq(), List.of())))
                .toList();
    }

    private Map<Long, Logged> logged(Long[] seqs, RunParts parts) {
        List<Sql> sources = new ArrayList<>();
        addKeyed(sources, METRICS, seqs, parts.metrics());
        addKeyed(sources, PARAMS, seqs, parts.params());
        addKeyed(sources, TAGS, seqs, parts.tags());
        addKeyed(sources, MODEL_INPUTS, seqs, parts.modelInputs() ? Keys.ALL : Keys.NONE);
        addKeyed(sources, MODEL_OUTPUTS, seqs, parts.modelOutputs() ? Keys.ALL : Keys.NONE);
        Map<Long, Logged> logged = new HashMap<>();
        if (!sources.isEmpty()) {
            Sql all = Sql.of(NOTHING);
            sources.forEach(source -> all.add(" union all ").add(source));
            database.query(
                    all,
                    row ->
                            logged.computeIfAbsent(row.getLong("run_seq"), _ -> new Logged())
                                    .take(row));
        }
        return logged;
    }

    private static void addKeyed(List<Sql> sources, String select, Long[] seqs, Keys keys) {
        if (keys.isNone()) {
            return;
        }
        Sql sql = Sql.of(select + " where run_seq = any(?::bigint[])", (Object) seqs);
        sources.add(
                keys.all()
                        ? sql
                        : sql.add(
                                " and key = any(?::text[])",
                                (Object) keys.some().toArray(String[]::new)));
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
