package io.minimlops.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/// What a load came to.
///
/// @param latencies of the calls counted, in microseconds
public record Measured(int clients, Duration length, Histogram latencies, CpuTimes cpu) {

    public double callsPerSecond() {
        return latencies.getTotalCount() * 1e9 / length.toNanos();
    }

    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }
}
