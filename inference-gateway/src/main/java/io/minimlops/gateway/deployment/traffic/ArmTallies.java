package io.minimlops.gateway.deployment.traffic;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToDoubleFunction;

/// The tallies of all arms, as metrics too.
@ApplicationScoped
public class ArmTallies {

    private final MeterRegistry metrics;
    private final ConcurrentMap<Key, ArmTally> tallies = new ConcurrentHashMap<>();

    ArmTallies(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    private record Key(String deployment, String role, String version) {}

    /// The tally of a version in a role; it outlives the arm, so that counts only grow.
    public ArmTally of(String deployment, String role, String version) {
        return tallies.computeIfAbsent(new Key(deployment, role, version), this::fresh);
    }

    /// Empty when it never had that role.
    public Optional<ArmTally> find(String deployment, String role, String version) {
        return Optional.ofNullable(tallies.get(new Key(deployment, role, version)));
    }

    private ArmTally fresh(Key key) {
        ArmTally tally = new ArmTally();
        Tags tags = Tags.of("deployment", key.deployment, "arm", key.role, "version", key.version);
        count("mlops.gateway.arm.requests", "Requests routed", tags, tally, ArmTally::requests);
        count(
                "mlops.gateway.arm.errors",
                "Of these, not answered",
                tags,
                tally,
                ArmTally::failures);
        count("mlops.gateway.arm.latency.seconds", "In all", tags, tally, ArmTally::seconds);
        return tally;
    }

    private void count(
            String name,
            String description,
            Tags tags,
            ArmTally tally,
            ToDoubleFunction<ArmTally> value) {
        FunctionCounter.builder(name, tally, value)
                .description(description)
                .tags(tags)
                .register(metrics);
    }
}
