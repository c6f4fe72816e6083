package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.metric.MetricPoint;
import org.jspecify.annotations.Nullable;

/// A metric of a logged model, measured in a run, perhaps on a dataset.
public record ModelMetric(
        String modelId,
        String runId,
        MetricPoint point,
        @Nullable String datasetName,
        @Nullable String datasetDigest) {}
