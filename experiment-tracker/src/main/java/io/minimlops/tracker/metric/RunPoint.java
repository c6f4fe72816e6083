package io.minimlops.tracker.metric;

/// A metric point and the run it belongs to.
public record RunPoint(String runId, MetricPoint point) {}
