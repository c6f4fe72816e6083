package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        existing(name);
        return new TrafficView(name, shares(fleet.arms(name)));
    }

    /// What the shadow's copies showed.
    @GET
    @Path("/shadow")
    public ShadowView shadow(@PathParam("name") String name) {
        Shadow wanted = existing(name).spec().trafficOrNone().shadow();
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

    private Deployment existing(String name) {
        return book.find(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("deployment", name)));
    }

    private static List<ArmShare> shares(Arms arms) {
        List<ArmShare> shares = new ArrayList<>();
        double canary = arms.canary() == null ? 0 : arms.percent();
        double rest = 100 - canary;
        double left = rest;
        List<Double> weights = arms.split().weights();
        for (int i = 0; i < weights.size(); i++) {
            double share = weights.get(i) * rest / 100;
            Optional<Arm> arm = arms.others().get(i);
            if (arm.isPresent()) {
                shares.add(ArmShare.of(arm.get(), share));
                left -= share;
            }
        }
        if (arms.canary() != null) {
            shares.addFirst(ArmShare.of(arms.canary(), canary));
        }
        if (arms.champion() != null) {
            shares.addFirst(ArmShare.of(arms.champion(), left));
        }
        return shares;
    }

    /// @param arms the champion first
    public record TrafficView(String deployment, List<ArmShare> arms) {}

    /// @param percent of all traffic
    /// @param errors requests that were not answered, the refused among them
    public record ArmShare(
            String arm,
            String version,
            double percent,
            long requests,
            long errors,
            double meanMillis,
            double p95Millis) {

        private static ArmShare of(Arm arm, double percent) {
            Counts counts = arm.tally().counts();
            return new ArmShare(
                    arm.role().word(),
                    arm.version(),
                    percent,
                    counts.requests(),
                    counts.errors(),
                    counts.meanMillis(),
                    counts.quantileMillis(0.95));
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
