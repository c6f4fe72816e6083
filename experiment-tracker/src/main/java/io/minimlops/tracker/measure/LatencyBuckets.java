package io.minimlops.tracker.measure;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.DoubleStream;

/// Gives request times the buckets that quantiles are computed from: few, because each is a series
/// per call and status.
public class LatencyBuckets {

    private static final double[] MILLISECONDS = {2, 5, 10, 25, 50, 100, 250, 1000, 5000};

    @Produces
    @Singleton
    MeterFilter requestTimes() {
        double[] nanos =
                DoubleStream.of(MILLISECONDS)
                        .map(millis -> Duration.ofMillis((long) millis).toNanos())
                        .toArray();
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(
                    Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests")
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(nanos)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
