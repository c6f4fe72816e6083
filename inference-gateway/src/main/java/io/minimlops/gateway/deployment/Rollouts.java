package io.minimlops.gateway.deployment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.rollout.Evidence;
import io.minimlops.gateway.deployment.rollout.Losses;
import io.minimlops.gateway.deployment.rollout.RolloutJudge;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.rollout.RolloutState.Promoting;
import io.minimlops.gateway.deployment.rollout.RolloutState.Running;
import io.minimlops.gateway.deployment.rollout.Verdict;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes rollouts from step to step, on what this process sees.
///
/// The state is the newest deployment event's, so a start goes on where the last process was, with
/// fresh evidence for the present step. Of several replicas each judges its own traffic and whoever
/// is certain first decides; a decision names the revision it follows, and one that comes too late
/// is not taken.
@ApplicationScoped
public class Rollouts implements JoinedFeedbackListener {

    static final String ACTOR = "rollout";
    private static final Logger LOG = Logger.getLogger(Rollouts.class);

    private final Deployments deployments;
    private final DeploymentBook book;
    private final DeploymentFollower follower;
    private final Fleet fleet;
    private final Promotion promotion;
    private final RolloutConfig config;
    private final MeterRegistry metrics;
    private final ConcurrentMap<String, Watch> watches = new ConcurrentHashMap<>();
    private final Set<String> looking = ConcurrentHashMap.newKeySet();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("rollouts").factory());

    Rollouts(
            Deployments deployments,
            DeploymentBook book,
            DeploymentFollower follower,
            Fleet fleet,
            Promotion promotion,
            RolloutConfig config,
            MeterRegistry metrics) {
        this.deployments = deployments;
        this.book = book;
        this.follower = follower;
        this.fleet = fleet;
        this.promotion = promotion;
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
            step(deployment, rollout, watch(rollout));
        } catch (ProblemException e) {
            watch(rollout).troubled(e.problem().detail());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: the rollout could not be looked at", deployment.name());
            watch(rollout).troubled(e.toString());
        } finally {
            looking.remove(deployment.name());
        }
    }

    private void step(Deployment deployment, RolloutRecord rollout, Watch watch) {
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        if (wanted == null) {
            return;
        }
        switch (rollout.state()) {
            case Running running -> judge(deployment, rollout, wanted, running, watch);
            case Promoting promoting -> promote(deployment, rollout, promoting, watch);
            case RolloutState.Paused _,
                    RolloutState.Passed _,
                    RolloutState.Promoted _,
                    RolloutState.RolledBack _,
                    RolloutState.Aborted _ -> {}
        }
    }

    private void judge(
            Deployment deployment,
            RolloutRecord rollout,
            Rollout wanted,
            Running running,
            Watch watch) {
        Instant now = Instant.now();
        Verdict before = watch.verdict();
        Evidence evidence = evidence(deployment, rollout, now);
        if (before != null && before.outcome() == Verdict.Outcome.FAILS) {
            fail(deployment, rollout, wanted, before, evidence);
            return;
        }
        if (evidence == null) {
            watch.troubled("waits for the versions to be loaded: " + trouble(deployment));
            return;
        }
        Verdict verdict =
                RolloutJudge.judge(wanted, evidence, Duration.between(running.since(), now));
        watch.judged(verdict);
        switch (verdict.outcome()) {
            case UNDECIDED -> watch.troubled(null);
            case FAILS -> fail(deployment, rollout, wanted, verdict, evidence);
            case PASSES -> {
                RolloutState next = running.next(wanted.stepsOrStandard(), wanted.promotes(), now);
                decide(deployment, rollout, next, verdict.why(), evidence);
            }
        }
    }

    /// Null while a version is not loaded.
    @Nullable Evidence evidence(Deployment deployment, RolloutRecord rollout, Instant now) {
        Arms arms = fleet.arms(deployment.name());
        Arm champion = arms.champion();
        Arm canary = arms.canary();
        return champion == null || canary == null || !canary.version().equals(rollout.version())
                ? null
                : watch(rollout)
                        .evidence(
                                rollout.state().since(),
                                arms.percent() == 100,
                                champion.tally(),
                                canary.tally(),
                                now);
    }

    private String trouble(Deployment deployment) {
        return String.valueOf(fleet.arms(deployment.name()).trouble());
    }

    /// A failing version loses its traffic here at once, also while Kafka cannot be told.
    private void fail(
            Deployment deployment,
            RolloutRecord rollout,
            Rollout wanted,
            Verdict verdict,
            @Nullable Evidence evidence) {
        Instant now = Instant.now();
        RolloutState next =
                switch (rollout.state()) {
                    case Running running when wanted.pausesOnFailure() -> running.pause(now);
                    default -> new RolloutState.RolledBack(now);
                };
        try {
            decide(deployment, rollout, next, verdict.why(), evidence);
        } catch (ProblemException e) {
            if (!wanted.pausesOnFailure()) {
                deployments.withdrawCanaryHere(deployment.name());
            }
            throw e;
        }
    }

    private void promote(
            Deployment deployment, RolloutRecord rollout, Promoting promoting, Watch watch) {
        Instant now = Instant.now();
        switch (promotion.look(deployment, rollout, watch, now)) {
            case Promotion.Done _ ->
                    decide(deployment, rollout, promoting.promoted(now), "the champion now", null);
            case Promotion.Waits(String why) -> watch.troubled(why);
            case Promotion.Refused(String why) ->
                    decide(deployment, rollout, promoting.rollBack(now), why, null);
        }
    }

    private void decide(
            Deployment deployment,
            RolloutRecord rollout,
            RolloutState next,
            String why,
            @Nullable Evidence evidence) {
        Change change = new Change(ACTOR, why, "rollout-" + rollout.id());
        deployments.decide(deployment.name(), rollout, next, evidence, change);
        Watch watch = watch(rollout);
        watch.judged(null);
        watch.troubled(null);
        metrics.counter(
                        "mlops.gateway.rollout.decisions",
                        "deployment",
                        deployment.name(),
                        "state",
                        next.word())
                .increment();
        LOG.infof(
                "%s: rollout of version %s is %s: %s",
                deployment.name(), rollout.version(), next.word(), why);
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
