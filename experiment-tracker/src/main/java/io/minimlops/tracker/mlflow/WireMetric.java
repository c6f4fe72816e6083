package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.loggedmodel.ModelMetric;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.RunPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A metric point on the wire. `NaN` travels as text.
///
/// @param runId only in answers about several runs
/// @param modelId in requests: the logged model the point is also about, measured on a dataset
@JsonInclude(JsonInclude.Include.NON_NULL)
record WireMetric(
        @Nullable String key,
        @Nullable Double value,
        @Nullable Long timestamp,
        @Nullable Long step,
        @Nullable String runId,
        @Nullable String modelId,
        @Nullable String datasetName,
        @Nullable String datasetDigest) {

    static WireMetric of(MetricPoint point) {
        return of(null, point);
    }

    static WireMetric of(RunPoint point) {
        return of(point.runId(), point.point());
    }

    private static WireMetric of(@Nullable String runId, MetricPoint point) {
        return new WireMetric(
                point.key(),
                point.value(),
                point.timestamp(),
                point.step(),
                runId,
                null,
                null,
                null);
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

    /// Those that are about a logged model, among metrics whose points are known to be fit.
    static List<ModelMetric> aboutModels(
            String runId, List<WireMetric> sent, List<MetricPoint> points) {
        List<ModelMetric> found = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            WireMetric metric = sent.get(i);
            if (metric.modelId() != null && !metric.modelId().isEmpty()) {
                found.add(
                        new ModelMetric(
                                metric.modelId(),
                                runId,
                                points.get(i),
                                metric.datasetName(),
                                metric.datasetDigest()));
            }
        }
        return found;
    }

    record Listing(List<WireMetric> metrics, @Nullable String nextPageToken) {}
}
