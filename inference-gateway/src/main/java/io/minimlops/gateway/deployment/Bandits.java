package io.minimlops.gateway.deployment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.events.DeploymentEvent.LearnedArm;
import io.minimlops.gateway.deployment.bandit.Bandit;
import io.minimlops.gateway.deployment.bandit.Learned;
import io.minimlops.gateway.deployment.bandit.Posterior;
import io.minimlops.gateway.deployment.bandit.Slot;
import io.minimlops.gateway.deployment.rollout.Losses;
import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.quality.JoinedFeedback;
import io.minimlops.gateway.quality.JoinedFeedbackListener;
import io.minimlops.gateway.quality.Truth;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The bandits of all deployments, and the feedback they learn from: this process's, on what it
/// answered itself.
///
/// Every replica reads all rewards, but which arm a reward is for is known only where the request
/// was answered. The inference log would tell the others; it is sampled, drops under load, carries
/// every feature of every row, and is in no order with the rewards. So each replica learns from its
/// own share of the traffic: the same arms, with more patience.
@ApplicationScoped
public class Bandits implements JoinedFeedbackListener {

    private final MeterRegistry metrics;
    private final Map<String, Learning> learning = new ConcurrentHashMap<>();
    private final Map<String, BanditLearned> kept = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    private record Learning(String model, BanditPolicy policy, Bandit bandit) {}

    Bandits(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /// A deployment's bandit, which goes on from what the deployment learned before.
    synchronized Bandit begin(
            String deployment, String model, BanditPolicy policy, List<Slot> slots) {
        Learning present = learning.get(deployment);
        List<Learned> before =
                present != null && present.model.equals(model)
                        ? present.bandit.learned()
                        : keptOf(deployment, model);
        Bandit bandit = new Bandit(deployment, policy, slots, before);
        learning.put(deployment, new Learning(model, policy, bandit));
        slots.forEach(slot -> measure(deployment, slot.arm()));
        return bandit;
    }

    /// Weights alone decide again; what was learned stays for a later policy over the same
    /// versions.
    synchronized void forget(String deployment) {
        Learning gone = learning.remove(deployment);
        if (gone != null) {
            kept.put(deployment, event(deployment, gone));
        }
    }

    /// What an earlier process learned.
    synchronized void restore(BanditLearned learned) {
        kept.put(learned.deployment(), learned);
        Learning present = learning.get(learned.deployment());
        if (present != null && present.model.equals(learned.model())) {
            present.bandit.restore(keptOf(learned.deployment(), learned.model()));
        }
    }

    @Override
    public synchronized void joined(JoinedFeedback feedback) {
        String deployment = feedback.arm().deployment();
        String role = feedback.arm().role();
        Learning present = learning.get(deployment);
        if (present == null || !present.model.equals(feedback.arm().model())) {
            return;
        }
        OptionalDouble reward = reward(present.policy, feedback);
        if (reward.isPresent()
                && present.bandit.reward(role, feedback.arm().version(), reward.getAsDouble())) {
            changed.add(deployment);
            rewards(deployment, role).increment();
        }
    }

    /// Empty when a label meets an answer that has no one number.
    private static OptionalDouble reward(BanditPolicy policy, JoinedFeedback feedback) {
        double prediction = feedback.prediction();
        return switch (feedback.truth()) {
            case Truth.Reward(double reward) -> OptionalDouble.of(reward);
            case Truth.Label(double label) ->
                    Double.isNaN(prediction)
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(
                                    Losses.isRight(prediction, label, policy.thresholdOrStandard())
                                            ? 1
                                            : 0);
        };
    }

    /// What is to be written, each once.
    synchronized List<BanditLearned> takeChanged() {
        List<BanditLearned> events = new ArrayList<>();
        for (String deployment : changed) {
            Learning present = learning.get(deployment);
            if (present != null) {
                events.add(event(deployment, present));
            }
        }
        changed.clear();
        return events;
    }

    /// It was not written after all.
    void giveBack(BanditLearned unwritten) {
        changed.add(unwritten.deployment());
    }

    private static BanditLearned event(String deployment, Learning learning) {
        List<LearnedArm> arms =
                learning.bandit.learned().stream()
                        .map(
                                each ->
                                        new LearnedArm(
                                                each.arm(),
                                                each.version(),
                                                each.posterior().successes(),
                                                each.posterior().failures(),
                                                each.posterior().rewards()))
                        .toList();
        return new BanditLearned(deployment, learning.model, arms, Instant.now());
    }

    private List<Learned> keptOf(String deployment, String model) {
        BanditLearned found = kept.get(deployment);
        if (found == null || !found.model().equals(model)) {
            return List.of();
        }
        return found.arms().stream()
                .map(
                        arm ->
                                new Learned(
                                        arm.arm(),
                                        arm.version(),
                                        new Posterior(
                                                arm.successes(), arm.failures(), arm.rewards())))
                .toList();
    }

    private void measure(String deployment, String arm) {
        rewards(deployment, arm);
        Gauge.builder("mlops.gateway.bandit.mean", this, any -> mean(deployment, arm))
                .tags("deployment", deployment, "arm", arm)
                .description("The mean reward that feedback makes believe")
                .register(metrics);
    }

    private Counter rewards(String deployment, String arm) {
        return Counter.builder("mlops.gateway.bandit.rewards")
                .tags("deployment", deployment, "arm", arm)
                .description("Rewards and labels that an arm was judged by")
                .register(metrics);
    }

    private double mean(String deployment, String arm) {
        Learning present = learning.get(deployment);
        return present == null ? Double.NaN : present.bandit.meanOf(arm);
    }
}
