package io.minimlops.tracker.run;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.loggedmodel.ModelMetric;
import io.minimlops.tracker.loggedmodel.ModelMetrics;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.MetricStore;
import io.minimlops.tracker.metric.MetricStore.Addressed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Writes to active runs. Each method is one transaction, and doing it again changes nothing.
@ApplicationScoped
public class RunLog {

    private final RunAccess access;
    private final RunParams params;
    private final RunTags tags;
    private final RunInputs inputs;
    private final MetricStore metrics;
    private final MetricGroup small;
    private final ModelMetrics modelMetrics;
    private final ModelHistory models;
    private final RunWatch watch;

    RunLog(
            RunAccess access,
            RunParams params,
            RunTags tags,
            RunInputs inputs,
            MetricStore metrics,
            MetricGroup small,
            ModelMetrics modelMetrics,
            ModelHistory models,
            RunWatch watch) {
        this.access = access;
        this.params = params;
        this.tags = tags;
        this.inputs = inputs;
        this.metrics = metrics;
        this.small = small;
        this.modelMetrics = modelMetrics;
        this.models = models;
        this.watch = watch;
    }

    /// All of it or nothing. Small writes of metrics alone share their commits.
    public void log(String runId, Batch batch) {
        if (batch.isFewMetrics()) {
            small.log(runId, batch.metrics());
        } else {
            QuarkusTransaction.requiringNew().run(() -> write(runId, batch));
        }
        watch.changed(runId);
    }

    private void write(String runId, Batch batch) {
        RunAccess.Open run = access.open(runId);
        params.log(run, batch.params());
        metrics.append(batch.metrics().stream().map(p -> new Addressed(run.seq(), p)).toList());
        modelMetrics.append(batch.modelMetrics());
        tags.set(run.seq(), batch.tags().stream().map(t -> RunTags.checked("key", t)).toList());
    }

    @Transactional
    public void deleteTag(String runId, String key) {
        tags.delete(access.open(runId), key);
    }

    @Transactional
    public void attach(String runId, List<DatasetUse> datasets, List<String> modelIds) {
        RunAccess.Open run = access.open(runId);
        inputs.attach(run, datasets);
        if (!modelIds.isEmpty()) {
            inputs.attachModels(run, modelIds);
        }
    }

    @Transactional
    public void addOutputs(String runId, List<ModelOutput> outputs) {
        inputs.addOutputs(access.open(runId), outputs);
    }

    /// Keeps a model's description in the run's tags, where clients before logged models look for
    /// it.
    @Transactional
    public void addModel(String runId, String modelJson) {
        RunAccess.Open run = access.openAlone(runId);
        String history = tags.get(run.seq(), ModelHistory.TAG).orElse("[]");
        tags.set(run.seq(), List.of(new Tag(ModelHistory.TAG, models.append(history, modelJson))));
    }

    /// What one call logs.
    ///
    /// @param modelMetrics those of the metrics that are also about a logged model
    public record Batch(
            List<MetricPoint> metrics,
            List<Param> params,
            List<Tag> tags,
            List<ModelMetric> modelMetrics) {

        private static final int METRICS = 1000;
        private static final int PARAMS = 100;
        private static final int TAGS = 100;
        private static final int ALL = 1000;

        public Batch {
            refuseMore("metrics", metrics.size(), METRICS);
            refuseMore("params", params.size(), PARAMS);
            refuseMore("tags", tags.size(), TAGS);
            refuseMore(
                    "metrics, params, and tags", metrics.size() + params.size() + tags.size(), ALL);
        }

        boolean isFewMetrics() {
            return params.isEmpty()
                    && tags.isEmpty()
                    && modelMetrics.isEmpty()
                    && !metrics.isEmpty()
                    && metrics.size() <= MetricGroup.SMALL;
        }

        private static void refuseMore(String what, int count, int limit) {
            if (count > limit) {
                throw new Refusal.Invalid(
                        "A batch logging request can contain at most %d %s. Got %d %s. Please split up %s across multiple requests and try again."
                                .formatted(limit, what, count, what, what));
            }
        }

        public static Batch of(Param param) {
            return new Batch(List.of(), List.of(param), List.of(), List.of());
        }

        public static Batch of(Tag tag) {
            return new Batch(List.of(), List.of(), List.of(tag), List.of());
        }
    }
}
