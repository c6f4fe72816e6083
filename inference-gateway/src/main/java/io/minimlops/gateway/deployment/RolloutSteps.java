package io.minimlops.gateway.deployment;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.rollout.Evidence;
import io.minimlops.gateway.deployment.rollout.RolloutJudge;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.rollout.RolloutState.Promoting;
import io.minimlops.gateway.deployment.rollout.RolloutState.Running;
import io.minimlops.gateway.deployment.rollout.Verdict;
import io.minimlops.gateway.deployment.rollout.Watch;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes rollouts from step to step, on what this process sees.
///
/// The state is the newest deployment event's, so a start goes on where the last process was, with
/// fresh evidence for the present step. Of several replicas each judges its own traffic and whoever
/// is certain first decides; a decision names the revision it follows, and one that comes too late
/// is not taken.
@ApplicationScoped
class RolloutSteps {

    static final String ACTOR = "rollout";
    private static final Logger LOG = Logger.getLogger(RolloutSteps.class);

    private final Canaries canaries;
    private final Fleet fleet;
    private final Promotion promotion;
    private final MeterRegistry metrics;

    RolloutSteps(Canaries canaries, Fleet fleet, Promotion promotion, MeterRegistry metrics) {
        this.canaries = canaries;
        this.fleet = fleet;
        this.promotion = promotion;
        this.metrics = metrics;
    }

    /// A rollout under way, what it was asked to be, and what was seen of it.
    private record Look(
            Deployment deployment, RolloutRecord rollout, Rollout wanted, Watch watch) {}

    /// Decides if it is time to.
    void step(Deployment deployment, RolloutRecord rollout, Watch watch) {
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        if (wanted == null) {
            return;
        }
        Look look = new Look(deployment, rollout, wanted, watch);
        switch (rollout.state()) {
            case Running running -> judge(look, running);
            case Promoting promoting -> promote(look, promoting);
            case RolloutState.Paused _,
                    RolloutState.Passed _,
                    RolloutState.Promoted _,
                    RolloutState.RolledBack _,
                    RolloutState.Aborted _ -> {}
        }
    }

    private void judge(Look look, Running running) {
        Instant now = Instant.now();
        Watch watch = look.watch;
        Verdict before = watch.verdict();
        Evidence evidence = evidence(look.deployment, look.rollout, watch, now);
        if (before != null && before.outcome() == Verdict.Outcome.FAILS) {
            fail(look, before, evidence);
            return;
        }
        if (evidence == null) {
            watch.troubled("waits for the versions to be loaded: " + trouble(look.deployment));
            return;
        }
        Rollout wanted = look.wanted;
        Verdict verdict =
                RolloutJudge.judge(wanted, evidence, Duration.between(running.since(), now));
        watch.judged(verdict);
        switch (verdict.outcome()) {
            case UNDECIDED -> watch.troubled(null);
            case FAILS -> fail(look, verdict, evidence);
            case PASSES -> {
                RolloutState next = running.next(wanted.stepsOrStandard(), wanted.promotes(), now);
                decide(look, next, verdict.why(), evidence);
            }
        }
    }

    /// Null while a version is not loaded.
    @Nullable Evidence evidence(
            Deployment deployment, RolloutRecord rollout, Watch watch, Instant now) {
        Arms arms = fleet.arms(deployment.name());
        Arm champion = arms.champion();
        Arm canary = arms.canary();
        return champion == null || canary == null || !canary.version().equals(rollout.version())
                ? null
                : watch.evidence(
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
    private void fail(Look look, Verdict verdict, @Nullable Evidence evidence) {
        Instant now = Instant.now();
        boolean pauses = look.wanted.pausesOnFailure();
        RolloutState next =
                switch (look.rollout.state()) {
                    case Running running when pauses -> running.pause(now);
                    default -> new RolloutState.RolledBack(now);
                };
        try {
            decide(look, next, verdict.why(), evidence);
        } catch (ProblemException e) {
            if (!pauses) {
                canaries.withdrawHere(look.deployment.name());
            }
            throw e;
        }
    }

    private void promote(Look look, Promoting promoting) {
        Instant now = Instant.now();
        switch (promotion.look(look.deployment, look.rollout, look.watch, now)) {
            case Promotion.Done _ ->
                    decide(look, promoting.promoted(now), "the champion now", null);
            case Promotion.Waits(String why) -> look.watch.troubled(why);
            case Promotion.Refused(String why) -> decide(look, promoting.rollBack(now), why, null);
        }
    }

    private void decide(Look look, RolloutState next, String why, @Nullable Evidence evidence) {
        String name = look.deployment.name();
        RolloutRecord rollout = look.rollout;
        Change change = new Change(ACTOR, why, "rollout-" + rollout.id());
        canaries.decide(name, rollout, next, evidence, change);
        look.watch.judged(null);
        look.watch.troubled(null);
        metrics.counter("mlops.gateway.rollout.decisions", "deployment", name, "state", next.word())
                .increment();
        LOG.infof("%s: rollout of version %s is %s: %s", name, rollout.version(), next.word(), why);
    }
}
