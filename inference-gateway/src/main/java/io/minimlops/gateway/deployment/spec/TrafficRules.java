package io.minimlops.gateway.deployment.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the traffic part of a descriptor must keep to.
final class TrafficRules {

    private static final int MOST_ARMS = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Set<String> TAKEN =
            Set.of("champion", "canary", "shadow", "pinned", "graph");

    private TrafficRules() {}

    static void check(Traffic traffic, Violations found) {
        BanditPolicy policy = traffic.policy();
        arms(traffic.armsOrNone(), policy == null, found.at(".arms"));
        if (policy != null) {
            PolicyRules.check(policy, traffic.armsOrNone(), found.at(".policy"));
        }
        if (traffic.shadow() != null) {
            shadow(traffic.shadow(), found.at(".shadow"));
        }
        if (traffic.rollout() != null) {
            RolloutRules.check(traffic.rollout(), found.at(".rollout"));
        }
    }

    private static void arms(List<TrafficArm> arms, boolean byWeight, Violations found) {
        if (arms.size() > MOST_ARMS) {
            found.say("", "must hold at most %d arms".formatted(MOST_ARMS));
        }
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < arms.size(); i++) {
            TrafficArm arm = arms.get(i);
            if (arm == null) {
                found.say("." + i, "must be an object");
            } else {
                arm(arm, byWeight, names, found.at("." + i));
                sum += arm.weightOrNone();
            }
        }
        if (sum > 100) {
            found.say("", "must leave the champion 0 %% or more; they want %s %%".formatted(sum));
        }
    }

    private static void arm(TrafficArm arm, boolean byWeight, Set<String> names, Violations found) {
        name(arm.name(), names, found);
        target(arm.version(), arm.alias(), found);
        found.within(".weight", arm.weight(), 0, 100);
        if (byWeight && arm.weight() == null) {
            found.say(".weight", "must be a share of the traffic, percent");
        }
    }

    private static void name(@Nullable String name, Set<String> names, Violations found) {
        if (name == null || !NAME.matcher(name).matches()) {
            found.say(".name", "must be 1 to 63 letters, digits, '_', '.' or '-'");
        } else if (TAKEN.contains(name)) {
            found.say(
                    ".name",
                    "must not be one of " + String.join(", ", TAKEN.stream().sorted().toList()));
        } else if (!names.add(name)) {
            found.say(".name", "must be an arm's own: '%s' is there already".formatted(name));
        }
    }

    private static void shadow(Shadow shadow, Violations found) {
        target(shadow.version(), shadow.alias(), found);
        found.within(".percent", shadow.percent(), 0, 100);
        found.within(".tolerance", shadow.tolerance(), 0, Double.MAX_VALUE);
        found.within(".threshold", shadow.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
        found.within(".maxLoad", shadow.maxLoad(), 0.001, 1);
        found.within(".maxWaiting", shadow.maxWaiting(), 1, 100_000);
    }

    private static void target(@Nullable String version, @Nullable String alias, Violations found) {
        if ((version == null || version.isBlank()) == (alias == null || alias.isBlank())) {
            found.say("", "must have either a version or an alias");
        }
    }
}
