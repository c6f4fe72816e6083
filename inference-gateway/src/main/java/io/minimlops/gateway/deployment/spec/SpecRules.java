package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.problem.Problem.Violation;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a descriptor must keep to.
final class SpecRules {

    /// Of a request's waits, for whatever it waits.
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private SpecRules() {}

    static List<Violation> violations(DeploymentSpec spec) {
        Violations found = Violations.of("spec");
        found.notBlank(".version", spec.version());
        found.notBlank(".featureService", spec.featureService());
        when(spec.missing(), wish -> missing(wish, found.at(".missing")));
        when(spec.batching(), wish -> BatchingRules.check(wish, found.at(".batching")));
        when(spec.cache(), wish -> cache(wish, found.at(".cache")));
        when(spec.payloadLog(), wish -> PayloadLogRules.check(wish, found.at(".payloadLog")));
        TrafficRules.check(spec.trafficOrNone(), found.at(".traffic"));
        when(spec.limits(), wish -> LimitRules.check(wish, found.at(".limits")));
        when(spec.scaling(), wish -> ScalingRules.check(wish, found.at(".scaling")));
        when(spec.graph(), wish -> graph(spec, wish, found));
        return found.all();
    }

    private static <T> void when(@Nullable T wish, Consumer<T> rules) {
        if (wish != null) {
            rules.accept(wish);
        }
    }

    private static void missing(MissingFeatures missing, Violations found) {
        if (missing.defaults() == null) {
            return;
        }
        if (missing.policy() != MissingFeatures.Policy.DEFAULT) {
            found.say(".defaults", "goes with the policy default only");
        }
        missing.defaults()
                .forEach(
                        (column, value) -> {
                            if (value == null || !Double.isFinite(value)) {
                                found.say(".defaults." + column, "must be a number");
                            }
                        });
    }

    private static void cache(DeploymentSpec.Cache cache, Violations found) {
        if (cache.bytes() == null || cache.bytes() < 0) {
            found.say(".bytes", "must be a number of bytes, 0 or more");
        }
    }

    /// Its steps' deployments have all that is about versions.
    private static void graph(DeploymentSpec spec, Graph graph, Violations found) {
        alone(".version", spec.version(), found);
        alone(".featureService", spec.featureService(), found);
        alone(".missing", spec.missing(), found);
        alone(".batching", spec.batching(), found);
        alone(".cache", spec.cache(), found);
        alone(".traffic", spec.traffic(), found);
        alone(".scaling", spec.scaling(), found);
        found.addAll(GraphRules.violations(graph));
    }

    private static void alone(String path, @Nullable Object wish, Violations found) {
        if (wish != null) {
            found.say(
                    path,
                    "does not go with spec.graph: it belongs to the deployments of the steps");
        }
    }
}
