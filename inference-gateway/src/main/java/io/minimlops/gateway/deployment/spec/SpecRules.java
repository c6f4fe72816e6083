package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.admission.Limits;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.scaling.KeepWarmWindow;
import io.minimlops.problem.Problem.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a descriptor must keep to.
final class SpecRules {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double LEAST_RATE = 0.001;
    private static final double MOST_RATE = 1e6;
    private static final int MOST_ANNOTATIONS = 32;
    private static final int LONGEST_ANNOTATION = 1_024;
    private static final Duration MOST_IDLE = Duration.ofDays(30);

    private final List<Violation> violations = new ArrayList<>();

    private SpecRules() {}

    static List<Violation> violations(DeploymentSpec spec) {
        SpecRules rules = new SpecRules();
        rules.notBlank("spec.version", spec.version());
        rules.notBlank("spec.featureService", spec.featureService());
        if (spec.missing() != null) {
            rules.missing(spec.missing());
        }
        if (spec.batching() != null) {
            rules.batching(spec.batching());
        }
        if (spec.cache() != null && (spec.cache().bytes() == null || spec.cache().bytes() < 0)) {
            rules.say("spec.cache.bytes", "must be a number of bytes, 0 or more");
        }
        if (spec.payloadLog() != null) {
            rules.payloadLog(spec.payloadLog());
        }
        rules.violations.addAll(TrafficRules.violations(spec.trafficOrNone()));
        if (spec.limits() != null) {
            rules.limits(spec.limits());
        }
        if (spec.scaling() != null) {
            rules.scaling(spec.scaling());
        }
        if (spec.graph() != null) {
            rules.graph(spec, spec.graph());
        }
        return rules.violations;
    }

    /// Its steps' deployments have all that is about versions.
    private void graph(DeploymentSpec spec, Graph graph) {
        alone("spec.version", spec.version());
        alone("spec.featureService", spec.featureService());
        alone("spec.missing", spec.missing());
        alone("spec.batching", spec.batching());
        alone("spec.cache", spec.cache());
        alone("spec.traffic", spec.traffic());
        alone("spec.scaling", spec.scaling());
        violations.addAll(GraphRules.violations(graph));
    }

    private void alone(String at, @Nullable Object wish) {
        if (wish != null) {
            say(at, "does not go with spec.graph: it belongs to the deployments of the steps");
        }
    }

    private void limits(Limits limits) {
        Double rate = limits.requestsPerSecond();
        if (rate != null && !(rate >= LEAST_RATE && rate <= MOST_RATE)) {
            say(
                    "spec.limits.requestsPerSecond",
                    "must be a number from %s to %s".formatted(LEAST_RATE, MOST_RATE));
        }
        if (limits.burst() != null && rate == null) {
            say("spec.limits.burst", "goes with requestsPerSecond only");
        }
        within("spec.limits.burst", limits.burst(), 1, 1_000_000);
        within("spec.limits.concurrency", limits.concurrency(), 1, 1_000_000);
        within("spec.limits.maxRowsPerRequest", limits.maxRowsPerRequest(), 1, 1_000_000);
        within("spec.limits.timeout", limits.timeout(), Duration.ofMillis(1), LONGEST);
    }

    private void scaling(Scaling scaling) {
        within("spec.scaling.idleAfter", scaling.idleAfter(), Duration.ofSeconds(1), MOST_IDLE);
        within("spec.scaling.maxWaiting", scaling.maxWaiting(), 0, 1_000_000);
        within(
                "spec.scaling.coldStartTimeout",
                scaling.coldStartTimeout(),
                Duration.ofMillis(1),
                LONGEST);
        for (int i = 0; i < scaling.windows().size(); i++) {
            window("spec.scaling.keepWarm[%d]".formatted(i), scaling.windows().get(i));
        }
    }

    private void window(String at, @Nullable KeepWarmWindow window) {
        if (window == null || window.from() == null || window.to() == null) {
            say(at, "must have the times from and to, as HH:MM");
        } else if (window.days() != null && window.days().isEmpty()) {
            say(at + ".days", "must name a day; absent, it holds on all");
        }
    }

    private void missing(MissingFeatures missing) {
        if (missing.defaults() != null) {
            if (missing.policy() != MissingFeatures.Policy.DEFAULT) {
                say("spec.missing.defaults", "goes with the policy default only");
            }
            missing.defaults()
                    .forEach(
                            (column, value) -> {
                                if (value == null || !Double.isFinite(value)) {
                                    say("spec.missing.defaults." + column, "must be a number");
                                }
                            });
        }
    }

    private void payloadLog(PayloadLog log) {
        Double sampling = log.sampling();
        if (sampling != null && !(sampling >= 0 && sampling <= 1)) {
            say("spec.payloadLog.sampling", "must be from 0 to 1");
        }
        within("spec.payloadLog.maxBytes", log.maxBytes(), 1, PayloadLog.MOST_BYTES);
        if (log.annotations() != null) {
            annotations(log.annotations());
        }
    }

    /// They travel with every payload.
    private void annotations(Map<String, String> annotations) {
        if (annotations.size() > MOST_ANNOTATIONS) {
            say("spec.payloadLog.annotations", "must be at most " + MOST_ANNOTATIONS);
        }
        annotations.forEach(
                (name, value) -> {
                    if (name.isBlank() || value == null || value.length() > LONGEST_ANNOTATION) {
                        say(
                                "spec.payloadLog.annotations." + name,
                                "must have a name and a text of at most %d characters"
                                        .formatted(LONGEST_ANNOTATION));
                    }
                });
    }

    private void batching(Batching batching) {
        within("spec.batching.maxRows", batching.maxRows(), 1, 1_000_000);
        within("spec.batching.executors", batching.executors(), 1, 1_024);
        within("spec.batching.maxQueued", batching.maxQueued(), 0, 10_000_000);
        within("spec.batching.priorityLevels", batching.priorityLevels(), 1, 100);
        within("spec.batching.maxQueueDelay", batching.maxQueueDelay());
        within("spec.batching.queueTimeout", batching.queueTimeout());
        int mostRows = Batching.or(batching.maxRows(), 1_000_000);
        for (Integer rows : Batching.or(batching.preferredRows(), List.<Integer>of())) {
            if (rows == null || rows < 1 || rows > mostRows) {
                say("spec.batching.preferredRows", "must be sizes from 1 to " + mostRows);
            }
        }
        int levels = Batching.or(batching.priorityLevels(), 100);
        within("spec.batching.defaultPriority", batching.defaultPriority(), 1, levels);
        Batching.or(batching.queues(), Map.<Integer, PriorityQueue>of())
                .forEach((level, queue) -> queue(level, levels, queue));
    }

    private void queue(Integer level, int levels, @Nullable PriorityQueue queue) {
        String at = "spec.batching.queues." + level;
        if (level < 1 || level > levels || queue == null) {
            say(at, "must be the queue of a priority from 1 to " + levels);
        } else {
            within(at + ".maxQueued", queue.maxQueued(), 0, 10_000_000);
            within(at + ".queueTimeout", queue.queueTimeout());
        }
    }

    private void within(String at, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            say(at, "must be from %d to %d".formatted(least, most));
        }
    }

    private void within(String at, @Nullable Duration value) {
        within(at, value, Duration.ZERO, LONGEST);
    }

    private void within(String at, @Nullable Duration value, Duration least, Duration most) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            say(at, "must be a duration from %s to %s".formatted(least, most));
        }
    }

    private void notBlank(String at, @Nullable String value) {
        if (value != null && value.isBlank()) {
            say(at, "must not be blank");
        }
    }

    private void say(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
