package io.minimlops.gateway.deployment.traffic;

import io.micrometer.core.instrument.MeterRegistry;

/// Tallies without a running gateway.
public final class Tallies {

    private Tallies() {}

    public static ArmTallies in(MeterRegistry metrics) {
        return new ArmTallies(metrics);
    }
}
