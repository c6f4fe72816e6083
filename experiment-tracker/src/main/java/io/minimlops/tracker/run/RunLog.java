package io.minimlops.tracker.run;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.loggedmodel.ModelMetric;
import io.minimlops.tracker.metric.MetricPoint;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Writes to active runs. Each method is one transaction, and doing it again changes nothing.
@ApplicationScoped
public class RunLog {

    private static final int ATTEMPTS = 3;

    private final RunAccess access;
    private final RunTags tags;
    private final RunInputs inputs;
    private final LogGroup group;
    private final LogWriter writer;
    private final ModelHistory models;
    private final RunWatch watch;

    RunLog(
            RunAccess access,
            RunTags tags,
            RunInputs inputs,
            LogGroup group,
            LogWriter writer,
            ModelHistory models,
            RunWatch watch) {
        this.access = access;
        this.tags = tags;
        this.inputs = inputs;
        this.group = group;
        this.writer = writer;
        this.models = models;
        this.watch = watch;
    }

    /// All of it or nothing, in a commit shared with other calls.
    public void log(String runId, Batch batch) {
        LogWrite write =
                new LogWrite(
                        runId,
                        batch.with(
                                batch.tags().stream()
                                        .map(tag -> RunTags.checked("key", tag))
                                        .toList()));
        commit(write);
        watch.changed(runId);
    }

    private void commit(LogWrite write) {
        for (int attempt = 1; ; attempt++) {
            try {
                commitOnce(write);
                return;
            } catch (RunParams.Overtaken e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// A new name changes the run's row, which must be held before anything else.
    private void commitOnce(LogWrite write) {
        if (write.batch().tags().stream().noneMatch(tag -> tag.key().equals(RunTags.NAME))) {
            group.log(write);
            return;
        }
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            access.openAlone(write.runId());
                            Refusal refusal = writer.write(List.of(write)).get(write);
                            if (refusal != null) {
                                throw refusal;
                            }
                        });
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

        int size() {
            return metrics.size() + params.size() + tags.size() + modelMetrics.size();
        }

        Batch with(List<Tag> checked) {
            return new Batch(metrics, params, checked, modelMetrics);
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
