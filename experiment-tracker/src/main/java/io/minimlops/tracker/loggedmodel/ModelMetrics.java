package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Metrics of logged models. Within the caller's transaction; a point written again changes
/// nothing.
@ApplicationScoped
public class ModelMetrics {

    private static final String INSERT =
            "insert into logged_model_metric (model_id, key, timestamp, step, run_id, value,"
                    + " dataset_name, dataset_digest)"
                    + " select p.* from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],"
                    + " ?::float8[], ?::text[], ?::text[]) as p (model_id, key, timestamp, step, run_id,"
                    + " value, dataset_name, dataset_digest)"
                    + " where exists (select from logged_model m where m.model_id = p.model_id)"
                    + " order by 1, 2, 3, 4, 5 on conflict do nothing";

    private final Database database;

    ModelMetrics(Database database) {
        this.database = database;
    }

    /// Metrics of models that are not ours are left out.
    public void append(List<ModelMetric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        database.update(
                Sql.of(
                        INSERT,
                        texts(metrics, ModelMetric::modelId),
                        texts(metrics, metric -> metric.point().key()),
                        metrics.stream().map(m -> m.point().timestamp()).toArray(Long[]::new),
                        metrics.stream().map(m -> m.point().step()).toArray(Long[]::new),
                        texts(metrics, ModelMetric::runId),
                        metrics.stream().map(m -> m.point().value()).toArray(Double[]::new),
                        texts(metrics, ModelMetric::datasetName),
                        texts(metrics, ModelMetric::datasetDigest)));
    }

    private static String[] texts(
            List<ModelMetric> metrics, Function<ModelMetric, @Nullable String> column) {
        String[] texts = new String[metrics.size()];
        for (int i = 0; i < texts.length; i++) {
            String text = column.apply(metrics.get(i));
            texts[i] = text == null ? "" : text;
        }
        return texts;
    }
}
