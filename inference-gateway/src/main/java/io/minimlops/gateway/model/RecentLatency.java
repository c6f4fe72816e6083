package io.minimlops.gateway.model;

import java.util.Map;

/// As [StatisticDuration], and how long of late.
public final class RecentLatency extends StatisticDuration {

    private final LatencyQuantiles recent = new LatencyQuantiles();

    void add(long value, long now) {
        add(value);
        recent.add(value, now);
    }

    void forgetRecent() {
        recent.forget();
    }

    /// Of the last half to whole minute by rank: 0.5, 0.9, 0.95, 0.99 and 0.999; NaN when there was
    /// nothing.
    public Map<Double, Double> quantilesMicros() {
        return recent.micros(System.nanoTime());
    }
}
