package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.rollout.Evidence;
import io.minimlops.gateway.deployment.rollout.RolloutRecord;
import io.minimlops.gateway.deployment.rollout.RolloutState;
import io.minimlops.gateway.deployment.rollout.RolloutState.Active;
import io.minimlops.gateway.deployment.rollout.RolloutState.Paused;
import io.minimlops.gateway.deployment.rollout.RolloutState.Running;
import io.minimlops.gateway.deployment.rollout.RolloutState.Stepping;
import io.minimlops.gateway.deployment.rollout.Verdict;
import io.minimlops.gateway.deployment.rollout.Watch;
import io.minimlops.gateway.deployment.spec.Rollout;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a rollout is and why, and a person's say in it.
@Path("/api/v1/deployments/{name}/rollout")
@RunOnVirtualThread
public class RolloutResource {

    private final Canaries canaries;
    private final DeploymentBook book;
    private final Rollouts rollouts;
    private final RolloutSteps steps;
    private final CorrelationId correlationId;

    RolloutResource(
            Canaries canaries,
            DeploymentBook book,
            Rollouts rollouts,
            RolloutSteps steps,
            CorrelationId correlationId) {
        this.canaries = canaries;
        this.book = book;
        this.rollouts = rollouts;
        this.steps = steps;
        this.correlationId = correlationId;
    }

    @GET
    public RolloutView get(@PathParam("name") String name) {
        return view(book.existing(name));
    }

    /// @param verb `pause`, `resume`, `advance` (to the next step, whatever the evidence),
    ///     `abort`, or `restart` (from the first step)
    @POST
    @Path("/{verb}")
    public RolloutView steer(
            @PathParam("name") String name, @PathParam("verb") String verb, @Nullable Steer body) {
        Steer wish = body == null ? new Steer(null, null) : body;
        Change change = Change.by(wish.actor(), wish.reason(), correlationId.value());
        Deployment deployment = book.existing(name);
        if (verb.equals("restart")) {
            return view(canaries.restart(name, change));
        }
        RolloutRecord rollout = record(deployment);
        RolloutState next =
                next(deployment, verb, rollout.state())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                new Problem.Conflict(
                                                        "rollout-state",
                                                        "a rollout that is %s cannot %s"
                                                                .formatted(
                                                                        rollout.state().word(),
                                                                        verb))));
        return view(canaries.decide(name, rollout, next, null, change));
    }

    private static Optional<RolloutState> next(
            Deployment deployment, String verb, RolloutState state) {
        Instant now = Instant.now();
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        return switch (verb) {
            case "pause" ->
                    state instanceof Running running
                            ? Optional.of(running.pause(now))
                            : Optional.empty();
            case "resume" ->
                    state instanceof Paused paused
                            ? Optional.of(paused.resume(now))
                            : Optional.empty();
            case "advance" ->
                    state instanceof Stepping stepping && wanted != null
                            ? Optional.of(
                                    stepping.next(wanted.stepsOrStandard(), wanted.promotes(), now))
                            : Optional.empty();
            case "abort" ->
                    state instanceof Active active
                            ? Optional.of(active.abort(now))
                            : Optional.empty();
            default ->
                    throw new ProblemException(
                            new Problem.Invalid(
                                    "'%s' must be one of pause, resume, advance, abort, restart"
                                            .formatted(verb),
                                    List.of(new Violation("verb", "is not known"))));
        };
    }

    private static RolloutRecord record(Deployment deployment) {
        RolloutRecord rollout = deployment.rollout();
        if (rollout == null) {
            throw new ProblemException(
                    new Problem.NotFound("rollout of deployment", deployment.name()));
        }
        return rollout;
    }

    private RolloutView view(Deployment deployment) {
        RolloutRecord rollout = record(deployment);
        Rollout wanted = deployment.spec().trafficOrNone().rollout();
        Watch watch = rollout.isActive() ? rollouts.watch(rollout) : null;
        Verdict verdict = watch == null ? null : watch.verdict();
        return new RolloutView(
                deployment.name(),
                rollout.id(),
                rollout.version(),
                rollout.state().word(),
                rollout.state() instanceof Stepping stepping ? stepping.step() : null,
                wanted == null ? List.of() : wanted.stepsOrStandard(),
                deployment.canary() == null ? 0 : deployment.canary().percent(),
                rollout.state().since(),
                rollout.revision(),
                verdict == null ? null : verdict.why(),
                watch == null ? null : steps.evidence(deployment, rollout, watch, Instant.now()),
                watch == null ? null : watch.trouble(),
                rollout.history());
    }

    /// Who wants it and why.
    public record Steer(@Nullable String actor, @Nullable String reason) {}

    /// @param state `running`, `paused`, `promoting`, `passed`, `promoted`, `rolledBack` or
    ///     `aborted`
    /// @param step index into the steps; absent before none and after the last
    /// @param percent of traffic that the version has now
    /// @param waiting what the next step waits for
    /// @param evidence of the present step, as this process saw it
    /// @param trouble what keeps a decision from taking effect, such as a dependency that is away
    /// @param history newest first
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RolloutView(
            String deployment,
            String id,
            String version,
            String state,
            @Nullable Integer step,
            List<Integer> steps,
            int percent,
            Instant since,
            long revision,
            @Nullable String waiting,
            @Nullable Evidence evidence,
            @Nullable String trouble,
            List<RolloutRecord.Decision> history) {}
}
