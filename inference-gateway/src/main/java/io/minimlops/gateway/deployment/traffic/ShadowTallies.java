package io.minimlops.gateway.deployment.traffic;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/// The tallies of all shadows, as metrics too.
@ApplicationScoped
public class ShadowTallies {

    private final MeterRegistry metrics;
    private final ConcurrentMap<Key, ShadowTally> tallies = new ConcurrentHashMap<>();

    ShadowTallies(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    private record Key(String deployment, String version) {}

    public ShadowTally of(String deployment, String version) {
        return tallies.computeIfAbsent(new Key(deployment, version), this::fresh);
    }

    private ShadowTally fresh(Key key) {
        ShadowTally tally = new ShadowTally();
        Tags tags = Tags.of("deployment", key.deployment, "version", key.version);
        count("compared", tags, tally, ShadowFigures::compared);
        count("dropped", tags, tally, ShadowFigures::dropped);
        count("failed", tags, tally, ShadowFigures::failed);
        count("rows", tags, tally, ShadowFigures::rows);
        count("flips", tags, tally, ShadowFigures::flips);
        count("values", tags, tally, ShadowFigures::values);
        count("differing", tags, tally, ShadowFigures::differing);
        gauge("difference.mean", tags, tally, ShadowFigures::meanAbsoluteDifference);
        gauge("difference.max", tags, tally, ShadowFigures::maxAbsoluteDifference);
        return tally;
    }

    private void count(
            String what, Tags tags, ShadowTally tally, ToDoubleFunction<ShadowFigures> value) {
        FunctionCounter.builder(
                        "mlops.gateway.shadow." + what,
                        tally,
                        each -> value.applyAsDouble(each.figures()))
                .tags(tags)
                .register(metrics);
    }

    private void gauge(
            String what, Tags tags, ShadowTally tally, ToDoubleFunction<ShadowFigures> value) {
        Gauge.builder(
                        "mlops.gateway.shadow." + what,
                        tally,
                        each -> value.applyAsDouble(each.figures()))
                .tags(tags)
                .register(metrics);
    }
}
