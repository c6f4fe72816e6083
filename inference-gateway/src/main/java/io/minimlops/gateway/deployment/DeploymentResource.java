package io.minimlops.gateway.deployment;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.Deployment.Canary;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is served, and canaries.
@Path("/api/v1/deployments")
@RunOnVirtualThread
public class DeploymentResource {

    private final Deployments deployments;
    private final Canaries canaries;
    private final DeploymentBook book;
    private final Fleet fleet;
    private final GraphLinks graphs;
    private final CorrelationId correlationId;

    DeploymentResource(
            Deployments deployments,
            Canaries canaries,
            DeploymentBook book,
            Fleet fleet,
            GraphLinks graphs,
            CorrelationId correlationId) {
        this.deployments = deployments;
        this.canaries = canaries;
        this.book = book;
        this.fleet = fleet;
        this.graphs = graphs;
        this.correlationId = correlationId;
    }

    @GET
    public List<DeploymentView> list() {
        return book.all().stream().map(this::view).toList();
    }

    @GET
    @Path("/{name}")
    public DeploymentView get(@PathParam("name") String name) {
        return view(book.existing(name));
    }

    @PUT
    @Path("/{name}")
    public DeploymentView deploy(@PathParam("name") String name, @Nullable Deploy body) {
        Deploy wish = body == null ? new Deploy(null, null, null, null, null) : body;
        List<Violation> violations = new ArrayList<>();
        if (!ModelName.isFit(name)) {
            violations.add(new Violation("name", "must be a plain name of at most 255 characters"));
        }
        DeploymentSpec spec = wish.spec() == null ? null : SpecReader.strictly(wish.spec());
        if (spec != null && spec.graph() != null) {
            if (!isBlank(wish.model()) || !isBlank(wish.alias())) {
                violations.add(new Violation("model", "and alias do not go with spec.graph"));
            }
            Problem.Invalid.refuse(violations);
            return view(deployments.deployGraph(name, spec, change(wish.actor(), wish.reason())));
        }
        if (isBlank(wish.model())) {
            violations.add(
                    new Violation("model", "must name a registered model, or spec.graph be there"));
        }
        Problem.Invalid.refuse(violations);
        String model = String.valueOf(wish.model());
        String alias = isBlank(wish.alias()) ? Deployment.CHAMPION : String.valueOf(wish.alias());
        return view(
                deployments.deploy(name, model, alias, spec, change(wish.actor(), wish.reason())));
    }

    @DELETE
    @Path("/{name}")
    public void withdraw(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        deployments.withdraw(name, change(actor, reason));
    }

    @PUT
    @Path("/{name}/canary")
    public DeploymentView startCanary(@PathParam("name") String name, @Nullable ChangeCanary body) {
        ChangeCanary wish = body == null ? new ChangeCanary(null, null, null, null) : body;
        List<Violation> violations = new ArrayList<>();
        Integer percent = wish.percent();
        if (isBlank(wish.version())) {
            violations.add(new Violation("version", "must name a version"));
        }
        if (percent == null || percent < 0 || percent > 100) {
            violations.add(new Violation("percent", "must be a whole number from 0 to 100"));
        }
        Problem.Invalid.refuse(violations);
        Canary canary = new Canary(String.valueOf(wish.version()), percent == null ? 0 : percent);
        return view(canaries.start(name, canary, change(wish.actor(), wish.reason())));
    }

    @DELETE
    @Path("/{name}/canary")
    public DeploymentView endCanary(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        return view(canaries.end(name, change(actor, reason)));
    }

    private DeploymentView view(Deployment deployment) {
        if (deployment.isGraph()) {
            return DeploymentView.ofGraph(deployment, graphs.trouble(deployment).orElse(null));
        }
        return fleet.isCold(deployment.name())
                ? DeploymentView.cold(deployment, book.targets(deployment))
                : DeploymentView.of(deployment, fleet.arms(deployment.name()));
    }

    private Change change(@Nullable String actor, @Nullable String reason) {
        return Change.by(actor, reason, correlationId.value());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
