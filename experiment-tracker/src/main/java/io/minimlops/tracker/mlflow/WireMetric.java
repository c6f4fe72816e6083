package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.RunPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric point on the wire. `NaN` travels as text.
///
/// @param runId only in answers about several runs
@JsonInclude(JsonInclude.Include.NON_NULL)
record WireMetric(
        @Nullable String key,
        @Nullable Double value,
        @Nullable Long timestamp,
        @Nullable Long step,
        @Nullable String runId) {

    static WireMetric of(MetricPoint point) {
        return new WireMetric(point.key(), point.value(), point.timestamp(), point.step(), null);
    }

    static WireMetric of(RunPoint point) {
        MetricPoint metric = point.point();
        return new WireMetric(
                metric.key(), metric.value(), metric.timestamp(), metric.step(), point.runId());
    }

    /// @param place where it stands in the request, for messages: `metrics[0].` or nothing
    MetricPoint point(String place) {
        return MetricPoint.checked(
                place,
                Required.text(place + (place.isEmpty() ? "key" : "name"), key),
                Required.value(place + "value", value),
                Required.value(place + "timestamp", timestamp),
                step == null ? 0 : step);
    }

    static List<MetricPoint> points(@Nullable List<WireMetric> sent) {
        List<MetricPoint> points = new ArrayList<>();
        for (WireMetric metric : BodyReader.list(sent)) {
            points.add(metric.point("metrics[" + points.size() + "]."));
        }
        return points;
    }

    record Listing(List<WireMetric> metrics, @Nullable String nextPageToken) {}
}
