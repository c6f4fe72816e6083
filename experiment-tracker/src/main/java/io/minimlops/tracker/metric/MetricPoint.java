package io.minimlops.tracker.metric;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;

/// A value of a metric at a step.
///
/// @param timestamp epoch milliseconds
public record MetricPoint(String key, double value, long timestamp, long step) {

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

    private static double finite(double value) {
        return Double.isNaN(value) ? value : Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
