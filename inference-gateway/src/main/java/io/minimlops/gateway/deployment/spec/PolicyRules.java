package io.minimlops.gateway.deployment.spec;

import io.minimlops.gateway.deployment.spec.BanditPolicy.Algorithm;
import java.util.List;
import java.util.Objects;

/// What a bandit's policy and the arms under it must keep to.
final class PolicyRules {

    private PolicyRules() {}

    static void check(BanditPolicy policy, List<TrafficArm> arms, Violations found) {
        if (policy.algorithm() == null) {
            found.say(".algorithm", "must be epsilonGreedy or thompson");
        } else if (policy.epsilon() != null && policy.algorithm() != Algorithm.EPSILON_GREEDY) {
            found.say(".epsilon", "is for epsilonGreedy alone");
        }
        found.within(".epsilon", policy.epsilon(), 0, 1);
        found.within(".threshold", policy.threshold(), -Double.MAX_VALUE, Double.MAX_VALUE);
        found.within(".halfLife", policy.halfLife(), 1, 1e12);
        arms(arms, found);
    }

    private static void arms(List<TrafficArm> arms, Violations found) {
        if (arms.isEmpty()) {
            found.say("", "must have at least one arm beside the champion in spec.traffic.arms");
        }
        List<TrafficArm> present = arms.stream().filter(Objects::nonNull).toList();
        long weighted = present.stream().filter(arm -> arm.weight() != null).count();
        if (weighted != 0 && weighted != present.size()) {
            found.say("", "must have a starting weight at every arm or at none");
        }
    }
}
