package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.bandit.Bandit;
import io.minimlops.gateway.deployment.bandit.Posterior;
import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.deployment.spec.Shadow;
import io.minimlops.gateway.deployment.traffic.Counts;
import io.minimlops.gateway.deployment.traffic.ShadowFigures;
import io.minimlops.gateway.deployment.traffic.ShadowTallies;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who answers a deployment's requests, and how they fare.
@Path("/api/v1/deployments/{name}")
@RunOnVirtualThread
public class TrafficResource {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final ShadowTallies shadows;

    TrafficResource(DeploymentBook book, Fleet fleet, ShadowTallies shadows) {
        this.book = book;
        this.fleet = fleet;
        this.shadows = shadows;
    }

    /// Every arm with its share and its counts since this process began.
    @GET
    @Path("/traffic")
    public TrafficView traffic(@PathParam("name") String name) {
        Deployment deployment = book.existing(name);
        return new TrafficView(
                name, deployment.spec().trafficOrNone().policy(), shares(fleet.arms(name)));
    }

    /// What the shadow's copies showed.
    @GET
    @Path("/shadow")
    public ShadowView shadow(@PathParam("name") String name) {
        Shadow wanted = book.existing(name).spec().trafficOrNone().shadow();
        if (wanted == null) {
            throw new ProblemException(new Problem.NotFound("shadow of deployment", name));
        }
        Arms arms = fleet.arms(name);
        Arm arm = arms.shadow();
        return arm == null
                ? new ShadowView(name, null, wanted, null, arms.trouble())
                : new ShadowView(
                        name,
                        arm.version(),
                        wanted,
                        shadows.of(name, arm.version()).figures(),
                        arms.trouble());
    }

    private static List<ArmShare> shares(Arms arms) {
        List<Belief> beliefs = beliefs(arms.bandit());
        return arms.shares().stream()
                .map(
                        share ->
                                ArmShare.of(
                                        share.arm(),
                                        share.percent(),
                                        belief(beliefs, share.place())))
                .toList();
    }

    private static List<Belief> beliefs(@Nullable Bandit bandit) {
        return bandit == null ? List.of() : bandit.posteriors().stream().map(Belief::of).toList();
    }

    private static @Nullable Belief belief(List<Belief> beliefs, int place) {
        return beliefs.isEmpty() || place < 0 ? null : beliefs.get(place);
    }

    /// @param policy absent when weights alone decide
    /// @param arms the champion first
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TrafficView(
            String deployment, @Nullable BanditPolicy policy, List<ArmShare> arms) {}

    /// What feedback says of an arm's mean reward.
    ///
    /// @param rewards how many there ever were
    /// @param low where the middle 95 % of the posterior begins, by quantiles of draws
    /// @param high where it ends
    public record Belief(
            double alpha, double beta, double mean, double low, double high, long rewards) {

        private static Belief of(Posterior posterior) {
            Posterior.Interval interval = posterior.interval();
            return new Belief(
                    posterior.alpha(),
                    posterior.beta(),
                    posterior.mean(),
                    interval.low(),
                    interval.high(),
                    posterior.rewards());
        }
    }

    /// @param percent of all traffic
    /// @param errors requests that were not answered, the refused among them
    /// @param posterior absent where no policy decides
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ArmShare(
            String arm,
            String version,
            double percent,
            long requests,
            long errors,
            double meanMillis,
            double p95Millis,
            @Nullable Belief posterior) {

        private static ArmShare of(Arm arm, double percent, @Nullable Belief posterior) {
            Counts counts = arm.tally().counts();
            return new ArmShare(
                    arm.role().word(),
                    arm.version(),
                    percent,
                    counts.requests(),
                    counts.errors(),
                    counts.meanMillis(),
                    counts.quantileMillis(0.95),
                    posterior);
        }
    }

    /// @param version absent while it is not loaded
    /// @param trouble why the deployment's arms are not what is wanted
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShadowView(
            String deployment,
            @Nullable String version,
            Shadow wanted,
            @Nullable ShadowFigures figures,
            @Nullable String trouble) {}
}
