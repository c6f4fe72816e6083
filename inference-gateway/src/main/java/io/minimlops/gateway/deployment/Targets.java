package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.Shadow;
import io.minimlops.gateway.deployment.spec.Traffic;
import io.minimlops.gateway.deployment.spec.TrafficArm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The versions a deployment wants at this moment, its aliases followed.
///
/// @param champion takes what nobody else takes; empty when the alias points nowhere
/// @param arms in the descriptor's order; empty where an alias points nowhere
record Targets(
        Optional<String> champion,
        @Nullable Canary canary,
        List<Optional<String>> arms,
        Optional<String> shadow) {

    /// @param aliases the version an alias of the deployment's model points to
    static Targets of(Deployment wanted, Function<String, Optional<String>> aliases) {
        Traffic traffic = wanted.spec().trafficOrNone();
        Shadow shadow = traffic.shadow();
        return new Targets(
                target(wanted.spec().version(), wanted.alias(), aliases),
                wanted.canary(),
                traffic.armsOrNone().stream()
                        .map((TrafficArm arm) -> target(arm.version(), arm.alias(), aliases))
                        .toList(),
                shadow == null
                        ? Optional.empty()
                        : target(shadow.version(), shadow.alias(), aliases));
    }

    /// All of them.
    List<String> versions() {
        return Stream.concat(
                        Stream.of(
                                champion, shadow, Optional.ofNullable(canary).map(Canary::version)),
                        arms.stream())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> target(
            @Nullable String version,
            @Nullable String alias,
            Function<String, Optional<String>> aliases) {
        return version != null
                ? Optional.of(version)
                : alias == null ? Optional.empty() : aliases.apply(alias);
    }
}
