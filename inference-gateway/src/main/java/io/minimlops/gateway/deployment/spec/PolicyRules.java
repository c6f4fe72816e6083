package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.deployment.spec.BanditPolicy.Algorithm;
import io.minimlops.problem.Problem.Violation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a bandit's policy and the arms under it must keep to.
final class PolicyRules {

    private static final String AT = "spec.traffic.policy";

    private final List<Violation> violations;

    private PolicyRules(List<Violation> violations) {
        this.violations = violations;
    }

    static void check(BanditPolicy policy, List<TrafficArm> arms, List<Violation> violations) {
        PolicyRules rules = new PolicyRules(violations);
        if (policy.algorithm() == null) {
            rules.say(".algorithm", "must be epsilonGreedy or thompson");
        } else if (policy.epsilon() != null && policy.algorithm() != Algorithm.EPSILON_GREEDY) {
            rules.say(".epsilon", "is for epsilonGreedy alone");
        }
        rules.within(".epsilon", policy.epsilon(), 0, 1);
        rules.within(".threshold", policy.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
        rules.within(".halfLife", policy.halfLife(), 1, 1e12);
        rules.arms(arms);
    }

    private void arms(List<TrafficArm> arms) {
        if (arms.isEmpty()) {
            say("", "must have at least one arm beside the champion in spec.traffic.arms");
        }
        List<TrafficArm> present = arms.stream().filter(Objects::nonNull).toList();
        long weighted = present.stream().filter(arm -> arm.weight() != null).count();
        if (weighted != 0 && weighted != present.size()) {
            say("", "must have a starting weight at every arm or at none");
        }
    }

    private void within(String at, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            say(at, "must be from %s to %s".formatted(least, most));
        }
    }

    private void say(String at, String message) {
        violations.add(new Violation(AT + at, message));
    }
}
