package io.minimlops.gateway.deployment;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Exports cold starts, of deployments that had one.
@ApplicationScoped
class ScalingMetrics {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Fleet fleet;
    private final ConcurrentMap<String, List<Meter>> meters = new ConcurrentHashMap<>();

    ScalingMetrics(MeterRegistry registry, Fleet fleet) {
        this.registry = registry;
        this.fleet = fleet;
    }

    void track(String name, Activity activity) {
        meters.computeIfAbsent(name, any -> register(name, activity));
    }

    void forget(String name) {
        List<Meter> gone = meters.remove(name);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }

    private List<Meter> register(String name, Activity activity) {
        Tags tags = Tags.of("deployment", name);
        List<Meter> registered = new ArrayList<>();
        registered.add(
                FunctionCounter.builder(
                                "mlops.gateway.cold.starts", activity, a -> a.coldStarts().count())
                        .tags(tags)
                        .register(registry));
        registered.add(
                FunctionCounter.builder(
                                "mlops.gateway.cold.start.seconds",
                                activity,
                                a -> a.coldStarts().sum().toNanos() / NANOS_PER_SECOND)
                        .tags(tags)
                        .register(registry));
        registered.add(
                Gauge.builder("mlops.gateway.cold.start.waiting", activity, a -> a.room().waiting())
                        .tags(tags)
                        .register(registry));
        for (ScalingState state : ScalingState.values()) {
            registered.add(
                    Gauge.builder(
                                    "mlops.gateway.scaling.state",
                                    activity,
                                    a -> ScalingState.of(a, fleet.isCold(name)) == state ? 1 : 0)
                            .tags(tags.and("state", state.word()))
                            .register(registry));
        }
        return registered;
    }
}
