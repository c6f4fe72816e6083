package io.minimlops.tracker.run;

import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import java.util.List;

/// A run with all that was logged to it.
///
/// @param metrics the latest point of each key
public record TrackedRun(
        RunView run,
        List<MetricPoint> metrics,
        List<Param> params,
        List<Tag> tags,
        List<DatasetUse> datasets,
        List<String> modelInputs,
        List<ModelOutput> modelOutputs) {}
