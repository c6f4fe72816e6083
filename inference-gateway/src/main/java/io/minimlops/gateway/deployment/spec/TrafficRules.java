package io.minimlops.gateway.deployment.spec;

import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the traffic part of a descriptor must keep to.
final class TrafficRules {

    private static final String AT = "spec.traffic";
    private static final int MOST_ARMS = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final Set<String> TAKEN =
            Set.of("champion", "canary", "shadow", "pinned", "graph");

    private final List<Violation> violations = new ArrayList<>();

    private TrafficRules() {}

    static List<Violation> violations(Traffic traffic) {
        TrafficRules rules = new TrafficRules();
        BanditPolicy policy = traffic.policy();
        rules.arms(traffic.armsOrNone(), policy == null);
        if (policy != null) {
            PolicyRules.check(policy, traffic.armsOrNone(), rules.violations);
        }
        if (traffic.shadow() != null) {
            rules.shadow(traffic.shadow());
        }
        if (traffic.rollout() != null) {
            RolloutRules.check(traffic.rollout(), rules.violations);
        }
        return rules.violations;
    }

    private void arms(List<TrafficArm> arms, boolean byWeight) {
        if (arms.size() > MOST_ARMS) {
            say(AT + ".arms", "must hold at most %d arms".formatted(MOST_ARMS));
        }
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (int i = 0; i < arms.size(); i++) {
            String at = AT + ".arms." + i;
            TrafficArm arm = arms.get(i);
            if (arm == null) {
                say(at, "must be an object");
                continue;
            }
            name(at + ".name", arm.name(), names);
            target(at, arm.version(), arm.alias());
            within(at + ".weight", arm.weight(), 0, 100);
            if (byWeight && arm.weight() == null) {
                say(at + ".weight", "must be a share of the traffic, percent");
            }
            sum += arm.weightOrNone();
        }
        if (sum > 100) {
            say(AT + ".arms", "must leave the champion 0 %% or more; they want %s %%", sum);
        }
    }

    private void name(String at, @Nullable String name, Set<String> names) {
        if (name == null || !NAME.matcher(name).matches()) {
            say(at, "must be 1 to 63 letters, digits, '_', '.' or '-'");
        } else if (TAKEN.contains(name)) {
            say(at, "must not be one of " + String.join(", ", TAKEN.stream().sorted().toList()));
        } else if (!names.add(name)) {
            say(at, "must be an arm's own: '%s' is there already", name);
        }
    }

    private void shadow(Shadow shadow) {
        String at = AT + ".shadow";
        target(at, shadow.version(), shadow.alias());
        within(at + ".percent", shadow.percent(), 0, 100);
        within(at + ".tolerance", shadow.tolerance(), 0, Double.MAX_VALUE);
        within(at + ".threshold", shadow.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
        within(at + ".maxLoad", shadow.maxLoad(), 0.001, 1);
        Integer waiting = shadow.maxWaiting();
        if (waiting != null && (waiting < 1 || waiting > 100_000)) {
            say(at + ".maxWaiting", "must be from 1 to 100000");
        }
    }

    private void target(String at, @Nullable String version, @Nullable String alias) {
        if ((version == null || version.isBlank()) == (alias == null || alias.isBlank())) {
            say(at, "must have either a version or an alias");
        }
    }

    private void within(String at, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            say(at, "must be from %s to %s", least, most);
        }
    }

    private void say(String at, String format, Object... values) {
        violations.add(new Violation(at, format.formatted(values)));
    }
}
