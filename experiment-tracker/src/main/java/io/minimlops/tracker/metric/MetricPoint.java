package io.minimlops.tracker.metric;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import java.util.Comparator;

/// A value of a metric at a step.
///
/// @param timestamp epoch milliseconds
public record MetricPoint(String key, double value, long timestamp, long step) {

    /// The order of histories.
    static final Comparator<MetricPoint> BY_TIME = MetricPoint::compareByTime;

    /// The order of charts.
    static final Comparator<MetricPoint> BY_STEP =
            Comparator.comparingLong(MetricPoint::step)
                    .thenComparingLong(MetricPoint::timestamp)
                    .thenComparingDouble(MetricPoint::value);

    /// The greatest of a series is its latest point. NaN counts as 0.
    public static final Comparator<MetricPoint> BY_RECENCY =
            Comparator.comparingLong(MetricPoint::step)
                    .thenComparingLong(MetricPoint::timestamp)
                    .thenComparingDouble(MetricPoint::rank);

    /// A point fit to be stored. Infinities become the greatest finite numbers, as clients expect
    /// them back.
    ///
    /// @param place where the point stood in the request, for messages: `metrics[3].` or nothing
    public static MetricPoint checked(
            String place, String key, double value, long timestamp, long step) {
        Names.key(place + (place.isEmpty() ? "key" : "name"), key);
        if (timestamp < 0) {
            throw new Refusal.Invalid(
                    "Invalid value %d for parameter '%stimestamp' supplied: it must not be negative"
                            .formatted(timestamp, place));
        }
        return new MetricPoint(key, finite(value), timestamp, step);
    }

    // Spelled out: every batch is sorted by it.
    private static int compareByTime(MetricPoint a, MetricPoint b) {
        int byTime = Long.compare(a.timestamp, b.timestamp);
        int byStep = byTime == 0 ? Long.compare(a.step, b.step) : byTime;
        return byStep == 0 ? Double.compare(a.value, b.value) : byStep;
    }

    /// Zero has one sign here, as in the database.
    private static double finite(double value) {
        return Double.isNaN(value)
                ? value
                : Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE) + 0.0;
    }

    private static double rank(MetricPoint point) {
        return Double.isNaN(point.value) ? 0 : point.value;
    }
}
