package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.mlflow.BodyReader.list;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.DatasetUse;
import io.minimlops.tracker.run.ModelOutput;
import io.minimlops.tracker.run.NewRun;
import io.minimlops.tracker.run.Param;
import io.minimlops.tracker.run.RunChange;
import io.minimlops.tracker.run.RunLog.Batch;
import io.minimlops.tracker.run.RunParts;
import io.minimlops.tracker.run.RunQuery;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.search.FilterLanguage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies of the calls about runs, and what they mean to us.
final class RunRequests {

    private RunRequests() {}

    record Create(
            @Nullable String experimentId,
            @Nullable String userId,
            @Nullable String runName,
            @Nullable Long startTime,
            @Nullable List<WireTag> tags)
            implements Request {

        NewRun run() {
            return NewRun.named(
                    ExperimentId.orDefault(experimentId),
                    userId,
                    runName,
                    startTime == null ? 0 : startTime,
                    WireTag.tags("tags", tags));
        }
    }

    record Named(@Nullable String runId, @Nullable String runUuid) implements Request {
        String run() {
            return Required.runId(runId, runUuid);
        }
    }

    record Update(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable RunStatus status,
            @Nullable Long endTime,
            @Nullable String runName)
            implements Request {

        String run() {
            return Required.runId(runId, runUuid);
        }

        RunChange change() {
            return new RunChange(status, endTime, runName);
        }
    }

    record LogMetric(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable Double value,
            @Nullable Long timestamp,
            @Nullable Long step,
            @Nullable String modelId,
            @Nullable String datasetName,
            @Nullable String datasetDigest)
            implements Request {

        String run() {
            return Required.runId(runId, runUuid);
        }

        Batch batch() {
            WireMetric metric =
                    new WireMetric(
                            key, value, timestamp, step, null, modelId, datasetName, datasetDigest);
            List<MetricPoint> points = List.of(metric.point(""));
            return new Batch(
                    points,
                    List.of(),
                    List.of(),
                    WireMetric.aboutModels(run(), List.of(metric), points));
        }
    }

    record LogParam(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable String value)
            implements Request {

        String run() {
            return Required.runId(runId, runUuid);
        }

        Batch batch() {
            return Batch.of(
                    Param.checked("key", Required.text("key", key), value == null ? "" : value));
        }
    }

    record SetTag(
            @Nullable String runId,
            @Nullable String runUuid,
            @Nullable String key,
            @Nullable String value)
            implements Request {

        String run() {
            return Required.runId(runId, runUuid);
        }

        Batch batch() {
            return Batch.of(new WireTag(key, value).tag(""));
        }
    }

    record LogBatch(
            @Nullable String runId,
            @Nullable List<WireMetric> metrics,
            @Nullable List<WireTag> params,
            @Nullable List<WireTag> tags)
            implements Request {

        String run() {
            return Names.runId(Required.text("run_id", runId));
        }

        Batch batch() {
            List<MetricPoint> points = WireMetric.points(metrics);
            return new Batch(
                    points,
                    checkedParams(),
                    WireTag.tags("tags", tags),
                    WireMetric.aboutModels(run(), list(metrics), points));
        }

        private List<Param> checkedParams() {
            List<Param> checked = new ArrayList<>();
            for (var param : WireTag.tags("params", params)) {
                checked.add(
                        Param.checked(
                                "params[" + checked.size() + "].key", param.key(), param.value()));
            }
            return checked;
        }
    }

    record LogInputs(
            @Nullable String runId,
            @Nullable List<WireRun.DatasetInput> datasets,
            @Nullable List<WireRun.ModelInput> models)
            implements Request {

        String run() {
            return Names.runId(Required.text("run_id", runId));
        }

        List<DatasetUse> uses() {
            List<DatasetUse> uses = new ArrayList<>();
            for (WireRun.DatasetInput input : list(datasets)) {
                uses.add(input.use("datasets[" + uses.size() + "]."));
            }
            return uses;
        }

        List<String> modelIds() {
            return list(models).stream()
                    .map(model -> Required.text("models.model_id", model.modelId()))
                    .toList();
        }
    }

    record LogOutputs(@Nullable String runId, @Nullable List<WireRun.ModelOutput> models)
            implements Request {

        String run() {
            return Required.text("run_id", runId);
        }

        List<ModelOutput> outputs() {
            if (list(models).isEmpty()) {
                throw Required.missing("models");
            }
            List<ModelOutput> outputs = new ArrayList<>();
            for (WireRun.ModelOutput model : list(models)) {
                String place = "models[" + outputs.size() + "].";
                outputs.add(
                        new ModelOutput(
                                Required.text(place + "model_id", model.modelId()),
                                Required.value(place + "step", model.step())));
            }
            return outputs;
        }
    }

    record LogModel(@Nullable String runId, @Nullable String modelJson) implements Request {}

    record Search(
            @Nullable List<String> experimentIds,
            @Nullable String filter,
            @Nullable ViewType runViewType,
            @Nullable Integer maxResults,
            @Nullable List<String> orderBy,
            @Nullable String pageToken,
            @Nullable Boolean infoOnly,
            @Nullable List<String> fields)
            implements Request {

        private static final int USUAL_RESULTS = 1000;
        private static final int MOST_RESULTS = 50_000;

        RunQuery query(FilterLanguage language) {
            int asked = maxResults == null ? USUAL_RESULTS : maxResults;
            return new RunQuery(
                    list(experimentIds).stream().map(ExperimentId::of).toList(),
                    filter,
                    ViewType.stages(runViewType),
                    list(orderBy),
                    Required.between(1, MOST_RESULTS, "max_results", asked),
                    pageToken,
                    language,
                    parts());
        }

        private RunParts parts() {
            boolean onlyInfo = infoOnly != null && infoOnly;
            if (onlyInfo && fields != null) {
                throw new Refusal.Invalid("'info_only' and 'fields' exclude each other.");
            }
            if (onlyInfo) {
                return RunParts.INFO;
            }
            return fields == null ? RunParts.USUAL : RunParts.of(fields);
        }
    }
}
