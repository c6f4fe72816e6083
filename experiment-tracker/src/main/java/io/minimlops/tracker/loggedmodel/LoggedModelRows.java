package io.minimlops.tracker.loggedmodel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Logged models in the database.
@ApplicationScoped
class LoggedModelRows {

    private final Database database;

    LoggedModelRows(Database database) {
        this.database = database;
    }

    static LoggedModelView model(ResultSet row) throws SQLException {
        return new LoggedModelView(
                row.getString("model_id"),
                row.getLong("experiment_id"),
                row.getString("name"),
                row.getString("artifact_uri"),
                ModelStatus.valueOf(row.getString("status")),
                row.getString("model_type"),
                row.getString("source_run_id"),
                row.getLong("creation_time"),
                row.getLong("last_update_time"),
                List.of(),
                List.of(),
                List.of());
    }

    void insert(LoggedModelView model) {
        database.update(
                Sql.of(
                        "insert into logged_model (model_id, experiment_id, name, artifact_uri, status,"
                                + " model_type, source_run_id, creation_time, last_update_time)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        model.modelId(),
                        model.experimentId(),
                        model.name(),
                        model.artifactUri(),
                        model.status().name(),
                        model.modelType(),
                        model.sourceRunId(),
                        model.createdAt(),
                        model.updatedAt()));
    }

    void setParams(String modelId, List<Tag> params) {
        upsert("logged_model_param", modelId, params, Names.PARAM_VALUE);
    }

    void setTags(String modelId, List<Tag> tags) {
        upsert("logged_model_tag", modelId, tags, Names.RUN_TAG_VALUE);
    }

    private void upsert(String table, String modelId, List<Tag> entries, int longest) {
        Map<String, String> byKey =
                entries.stream()
                        .collect(
                                toMap(
                                        entry -> Names.key("key", entry.key()),
                                        entry -> Names.truncated(longest, "value", entry.value()),
                                        (_, later) -> later,
                                        TreeMap::new));
        database.update(
                Sql.of(
                        "insert into "
                                + table
                                + " (model_id, key, value) select ?, key, value"
                                + " from unnest(?::text[], ?::text[]) as t (key, value)"
                                + " on conflict (model_id, key) do update set value = excluded.value",
                        modelId,
                        byKey.keySet().toArray(String[]::new),
                        byKey.values().toArray(String[]::new)));
    }

    /// The same models with their parameters, tags and newest metrics.
    List<LoggedModelView> complete(List<LoggedModelView> models) {
        String[] ids = models.stream().map(LoggedModelView::modelId).toArray(String[]::new);
        Map<String, List<Tag>> params = entries("logged_model_param", ids);
        Map<String, List<Tag>> tags = entries("logged_model_tag", ids);
        Map<String, List<ModelMetric>> metrics = metrics(ids);
        return models.stream()
                .map(
                        model ->
                                model.with(
                                        params.getOrDefault(model.modelId(), List.of()),
                                        tags.getOrDefault(model.modelId(), List.of()),
                                        metrics.getOrDefault(model.modelId(), List.of())))
                .toList();
    }

    private Map<String, List<Tag>> entries(String table, String[] modelIds) {
        record Owned(String owner, Tag entry) {}
        return database
                .query(
                        Sql.of(
                                "select model_id, key, value from "
                                        + table
                                        + " where model_id = any(?::text[]) order by key",
                                (Object) modelIds),
                        row ->
                                new Owned(
                                        row.getString(1),
                                        new Tag(row.getString(2), row.getString(3))))
                .stream()
                .collect(groupingBy(Owned::owner, mapping(Owned::entry, toList())));
    }

    private Map<String, List<ModelMetric>> metrics(String[] modelIds) {
        return database
                .query(
                        Sql.of(
                                "select distinct on (model_id, key, run_id, dataset_name, dataset_digest) *"
                                        + " from logged_model_metric where model_id = any(?::text[])"
                                        + " order by model_id, key, run_id, dataset_name, dataset_digest,"
                                        + " timestamp desc, step desc",
                                (Object) modelIds),
                        LoggedModelRows::metric)
                .stream()
                .collect(groupingBy(ModelMetric::modelId));
    }

    private static ModelMetric metric(ResultSet row) throws SQLException {
        String dataset = row.getString("dataset_name");
        String digest = row.getString("dataset_digest");
        return new ModelMetric(
                row.getString("model_id"),
                row.getString("run_id"),
                new MetricPoint(
                        row.getString("key"),
                        row.getDouble("value"),
                        row.getLong("timestamp"),
                        row.getLong("step")),
                dataset.isEmpty() ? null : dataset,
                digest.isEmpty() ? null : digest);
    }
}
