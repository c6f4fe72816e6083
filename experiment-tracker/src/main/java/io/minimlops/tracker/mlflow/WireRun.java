package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.run.DatasetUse;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run on the wire: what it is, what was logged, what went in and came out.
record WireRun(Info info, Logged data, Inputs inputs, Outputs outputs) {

    static WireRun of(TrackedRun run) {
        return new WireRun(Info.of(run.run()), Logged.of(run), Inputs.of(run), Outputs.of(run));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Info(
            String runId,
            String runUuid,
            String runName,
            String experimentId,
            String userId,
            String status,
            long startTime,
            @Nullable Long endTime,
            String artifactUri,
            String lifecycleStage) {

        static Info of(RunView run) {
            return new Info(
                    run.runId(),
                    run.runId(),
                    run.name(),
                    Long.toString(run.experimentId()),
                    run.user(),
                    run.status().name(),
                    run.startedAt(),
                    run.endedAt(),
                    run.artifactUri(),
                    run.stage().word());
        }
    }

    record Logged(List<WireMetric> metrics, List<WireTag> params, List<WireTag> tags) {
        static Logged of(TrackedRun run) {
            return new Logged(
                    run.metrics().stream().map(WireMetric::of).toList(),
                    run.params().stream().map(p -> new WireTag(p.key(), p.value())).toList(),
                    WireTag.of(run.tags()));
        }
    }

    record Inputs(List<DatasetInput> datasetInputs, List<ModelInput> modelInputs) {
        static Inputs of(TrackedRun run) {
            return new Inputs(
                    run.datasets().stream().map(DatasetInput::of).toList(),
                    run.modelInputs().stream().map(ModelInput::new).toList());
        }
    }

    record Outputs(List<ModelOutput> modelOutputs) {
        static Outputs of(TrackedRun run) {
            return new Outputs(
                    run.modelOutputs().stream()
                            .map(o -> new ModelOutput(o.modelId(), o.step()))
                            .toList());
        }
    }

    record ModelInput(@Nullable String modelId) {}

    record ModelOutput(@Nullable String modelId, @Nullable Long step) {}

    record DatasetInput(@Nullable List<WireTag> tags, @Nullable Dataset dataset) {

        static DatasetInput of(DatasetUse use) {
            return new DatasetInput(
                    WireTag.of(use.tags()),
                    new Dataset(
                            use.name(),
                            use.digest(),
                            use.sourceType(),
                            use.source(),
                            use.schema(),
                            use.profile()));
        }

        /// @param place where it stands in the request, for messages
        DatasetUse use(String place) {
            Dataset sent = Required.value(place + "dataset", dataset);
            return new DatasetUse(
                    Required.text(place + "dataset.name", sent.name()),
                    Required.text(place + "dataset.digest", sent.digest()),
                    Required.text(place + "dataset.source_type", sent.sourceType()),
                    Required.text(place + "dataset.source", sent.source()),
                    sent.schema(),
                    sent.profile(),
                    WireTag.tags(place + "tags", tags));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dataset(
            @Nullable String name,
            @Nullable String digest,
            @Nullable String sourceType,
            @Nullable String source,
            @Nullable String schema,
            @Nullable String profile) {}
}
