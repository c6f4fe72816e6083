package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A logged model as others see it; times in epoch milliseconds.
///
/// @param artifactUri where its files are: `mlflow-artifacts:/<experiment>/models/<id>/artifacts`
/// @param metrics the newest of each key, run and dataset
public record LoggedModelView(
        String modelId,
        long experimentId,
        String name,
        String artifactUri,
        ModelStatus status,
        @Nullable String modelType,
        @Nullable String sourceRunId,
        long createdAt,
        long updatedAt,
        List<Tag> params,
        List<Tag> tags,
        List<ModelMetric> metrics) {

    LoggedModelView with(List<Tag> newParams, List<Tag> newTags, List<ModelMetric> newMetrics) {
        return new LoggedModelView(
                modelId,
                experimentId,
                name,
                artifactUri,
                status,
                modelType,
                sourceRunId,
                createdAt,
                updatedAt,
                newParams,
                newTags,
                newMetrics);
    }
}
