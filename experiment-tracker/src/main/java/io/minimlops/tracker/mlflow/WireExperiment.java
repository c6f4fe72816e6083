package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.experiment.ExperimentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An experiment on the wire, and the bodies of the calls about experiments.
record WireExperiment(
        String experimentId,
        String name,
        String artifactLocation,
        String lifecycleStage,
        long lastUpdateTime,
        long creationTime,
        List<WireTag> tags) {

    static WireExperiment of(ExperimentView view) {
        return new WireExperiment(
                Long.toString(view.id()),
                view.name(),
                view.artifactLocation(),
                view.stage().word(),
                view.updatedAt(),
                view.createdAt(),
                WireTag.of(view.tags()));
    }

    record Create(
            @Nullable String name, @Nullable String artifactLocation, @Nullable List<WireTag> tags)
            implements Request {}

    record Created(String experimentId) {}

    record Found(WireExperiment experiment) {}

    record Search(
            @Nullable Integer maxResults,
            @Nullable String pageToken,
            @Nullable String filter,
            @Nullable List<String> orderBy,
            @Nullable ViewType viewType)
            implements Request {}

    record Listing(List<WireExperiment> experiments, @Nullable String nextPageToken) {}

    record Named(@Nullable String experimentId) implements Request {}

    record Rename(@Nullable String experimentId, @Nullable String newName) implements Request {}

    record SetTag(@Nullable String experimentId, @Nullable String key, @Nullable String value)
            implements Request {}
}
