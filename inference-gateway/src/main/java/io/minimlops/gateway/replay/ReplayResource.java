package io.minimlops.gateway.replay;

import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Replays over HTTP.
@Path("/api/v1/replays")
@RunOnVirtualThread
public class ReplayResource {

    private final Replays replays;
    private final DeploymentBook book;
    private final ReplayConfig config;

    ReplayResource(Replays replays, DeploymentBook book, ReplayConfig config) {
        this.replays = replays;
        this.book = book;
        this.config = config;
    }

    @POST
    @ResponseStatus(202)
    @APIResponse(responseCode = "202", description = "It runs, or waits for others to end")
    @APIResponse(responseCode = "404", description = "No such deployment or version")
    @APIResponse(responseCode = "422", description = "A rule is broken")
    @APIResponse(responseCode = "503", description = "Too many wait, or the registry is away")
    public ReplayView start(@Nullable StartReplay wish) {
        Instant now = Instant.now();
        StartReplay checked = ReplayRules.check(wish, config.maxRows(), now);
        String name = Objects.requireNonNull(checked.deployment());
        String model = book.ofVersions(name, "a replay is for one").model();
        int rows = Math.min(config.defaultRows(), config.maxRows());
        return replays.submit(ReplayRules.plan(checked, model, rows, now)).view();
    }

    /// From the oldest to the newest, as far back as this process remembers.
    @GET
    public List<ReplayView> list() {
        return replays.all().stream().map(Replay::view).toList();
    }

    @GET
    @Path("/{id}")
    public ReplayView get(@PathParam("id") String id) {
        return find(id).view();
    }

    /// Ends it; one that has ended stays as it is.
    @DELETE
    @Path("/{id}")
    public ReplayView cancel(@PathParam("id") String id) {
        Replay replay = find(id);
        replay.cancel(Instant.now());
        return replay.view();
    }

    private Replay find(String id) {
        return replays.find(id)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("replay", id)));
    }
}
