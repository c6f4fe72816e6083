package io.minimlops.tracker.metric;

import java.util.List;

/// Which point of a series a run shows as its value.
final class LatestPoint {

    private LatestPoint() {}

    /// The greatest (step, timestamp, value), NaN counting as 0; the first of equals.
    static MetricPoint of(List<MetricPoint> points) {
        MetricPoint latest = points.getFirst();
        for (MetricPoint point : points) {
            if (MetricPoint.BY_RECENCY.compare(point, latest) > 0) {
                latest = point;
            }
        }
        return latest;
    }
}
