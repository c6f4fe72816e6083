package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.admission.Limits;
import java.time.Duration;

/// What limits on a deployment's requests must keep to.
final class LimitRules {

    private static final int MOST = 1_000_000;
    private static final double LEAST_RATE = 0.001;
    private static final double MOST_RATE = 1e6;

    private LimitRules() {}

    static void check(Limits limits, Violations found) {
        Double rate = limits.requestsPerSecond();
        if (rate != null && !(rate >= LEAST_RATE && rate <= MOST_RATE)) {
            found.say(
                    ".requestsPerSecond",
                    "must be a number from %s to %s".formatted(LEAST_RATE, MOST_RATE));
        }
        if (limits.burst() != null && rate == null) {
            found.say(".burst", "goes with requestsPerSecond only");
        }
        found.within(".burst", limits.burst(), 1, MOST);
        found.within(".concurrency", limits.concurrency(), 1, MOST);
        found.within(".maxRowsPerRequest", limits.maxRowsPerRequest(), 1, MOST);
        found.within(".timeout", limits.timeout(), Duration.ofMillis(1), SpecRules.LONGEST_WAIT);
    }
}
