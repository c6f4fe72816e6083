package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.scaling.KeepWarmWindow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a wish to scale to zero must keep to.
final class ScalingRules {

    private static final Duration MOST_IDLE = Duration.ofDays(30);

    private ScalingRules() {}

    static void check(Scaling scaling, Violations found) {
        found.within(".idleAfter", scaling.idleAfter(), Duration.ofSeconds(1), MOST_IDLE);
        found.within(".maxWaiting", scaling.maxWaiting(), 0, 1_000_000);
        found.within(
                ".coldStartTimeout",
                scaling.coldStartTimeout(),
                Duration.ofMillis(1),
                SpecRules.LONGEST_WAIT);
        for (int i = 0; i < scaling.windows().size(); i++) {
            window(scaling.windows().get(i), found.at(".keepWarm[%d]".formatted(i)));
        }
    }

    private static void window(@Nullable KeepWarmWindow window, Violations found) {
        if (window == null || window.from() == null || window.to() == null) {
            found.say("", "must have the times from and to, as HH:MM");
        } else if (window.days() != null && window.days().isEmpty()) {
            found.say(".days", "must name a day; absent, it holds on all");
        }
    }
}
