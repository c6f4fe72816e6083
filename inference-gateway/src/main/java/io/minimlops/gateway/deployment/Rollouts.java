package io.minimlops.gateway.deployment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.gateway.deployment.rollout.Losses;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.Watch;
import io.minimlops.gateway.deployment.spec.Quality;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.gateway.quality.JoinedFeedback;
import io.minimlops.gateway.quality.JoinedFeedbackListener;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Watches the rollouts under way: what this process answered and the feedback that met it, looked
/// at from time to time. What follows from it is for [RolloutSteps].
@ApplicationScoped
public class Rollouts implements JoinedFeedbackListener {

    private static final Logger LOG = Logger.getLogger(Rollouts.class);

    private final RolloutSteps steps;
    private final DeploymentBook book;
    private final DeploymentFollower follower;
    private final RolloutConfig config;
    private final MeterRegistry metrics;
    private final ConcurrentMap<String, Watch> watches = new ConcurrentHashMap<>();
    private final Set<String> looking = ConcurrentHashMap.newKeySet();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rollouts").factory());

    Rollouts(
            RolloutSteps steps,
            DeploymentBook book,
            DeploymentFollower follower,
            RolloutConfig config,
            MeterRegistry metrics) {
        this.steps = steps;
        this.book = book;
        this.follower = follower;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        long nanos = config.lookEvery().toNanos();
        var unused = clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// What this process saw of a rollout under way.
    Watch watch(RolloutRecord rollout) {
        return watches.computeIfAbsent(rollout.id(), any -> new Watch(Instant.now()));
    }

    @Override
    public void joined(JoinedFeedback feedback) {
        Deployment deployment = book.find(feedback.arm().deployment()).orElse(null);
        RolloutRecord rollout = deployment == null ? null : deployment.rollout();
        if (deployment == null || rollout == null || !rollout.isActive()) {
            return;
        }
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        Quality quality = wanted == null ? null : wanted.quality();
        boolean canary = feedback.arm().role().equals(Role.CANARY.word());
        if (quality != null
                && (canary
                        ? feedback.arm().version().equals(rollout.version())
                        : feedback.arm().role().equals(Role.CHAMPION.word()))) {
            Losses.of(quality, feedback)
                    .ifPresent(loss -> watch(rollout).lost(canary, loss, feedback.servedAt()));
        }
    }

    private void look() {
        if (!follower.hasCaughtUp()) {
            return;
        }
        Set<String> active = ConcurrentHashMap.newKeySet();
        for (Deployment deployment : book.byHand()) {
            RolloutRecord rollout = deployment.rollout();
            if (rollout != null && rollout.isActive()) {
                active.add(rollout.id());
                if (looking.add(deployment.name())) {
                    Thread.ofVirtual()
                            .name("rollout-" + deployment.name())
                            .start(() -> look(deployment, rollout));
                }
            }
        }
        watches.keySet().retainAll(active);
    }

    private void look(Deployment deployment, RolloutRecord rollout) {
        try {
            measure(deployment.name());
            steps.step(deployment, rollout, watch(rollout));
        } catch (ProblemException e) {
            watch(rollout).troubled(e.problem().detail());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: the rollout could not be looked at", deployment.name());
            watch(rollout).troubled(e.toString());
        } finally {
            looking.remove(deployment.name());
        }
    }

    private void measure(String deployment) {
        if (measured.add(deployment)) {
            Gauge.builder("mlops.gateway.rollout.percent", this, any -> percent(deployment))
                    .tag("deployment", deployment)
                    .description("The share of traffic at the rollout's step")
                    .register(metrics);
        }
    }

    private double percent(String name) {
        return book.find(name)
                .map(
                        each ->
                                each.rollout() == null || each.canary() == null
                                        ? 0
                                        : each.canary().percent())
                .orElse(0);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
