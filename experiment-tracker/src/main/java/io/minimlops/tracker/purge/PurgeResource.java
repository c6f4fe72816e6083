package io.minimlops.tracker.purge;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.JsonBody;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Deletion for good. What is purged is gone at once; its metrics and files are taken away in the
/// background.
@Path("/api/v1")
@Tag(name = "purges")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PurgeResource {

    private static final int LONGEST_ACTOR = 256;
    private static final int MOST_EXPERIMENTS = 1000;
    private static final int MOST_LISTED = 1000;
    private static final int LONGEST_BODY = 64 * 1024;

    private final Purges purges;
    private final PurgeLedger ledger;
    private final RetentionPolicy policy;
    private final Janitor janitor;

    PurgeResource(Purges purges, PurgeLedger ledger, RetentionPolicy policy, Janitor janitor) {
        this.purges = purges;
        this.ledger = ledger;
        this.policy = policy;
        this.janitor = janitor;
    }

    @POST
    @Path("runs/{id:[^/:]+}:purge")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public PurgeView purgeRun(
            @PathParam("id") String id,
            @QueryParam("force") @DefaultValue("false") boolean force,
            @QueryParam("actor") @DefaultValue("anonymous") String actor) {
        return begun(purges.run(id, checked(actor), force));
    }

    @POST
    @Path("experiments/{id:[^/:]+}:purge")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    public PurgeView purgeExperiment(
            @PathParam("id") String id,
            @QueryParam("force") @DefaultValue("false") boolean force,
            @QueryParam("actor") @DefaultValue("anonymous") String actor) {
        return begun(purges.experiment(ExperimentId.of(id), checked(actor), force));
    }

    /// @param experimentIds absent or empty: of all experiments
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record PurgeRuns(
            @Nullable List<String> experimentIds,
            @Nullable String deletedBefore,
            @Nullable String actor) {}

    /// At most 5,000 runs, those deleted first; call again for more.
    @POST
    @Path("runs:purge")
    @ResponseStatus(202)
    @RequestBody(content = @Content(schema = @Schema(implementation = PurgeRuns.class)))
    public PurgeView purgeRuns(InputStream body) throws IOException {
        PurgeRuns asked = JsonBody.read(body, PurgeRuns.class, LONGEST_BODY);
        if (asked.deletedBefore() == null) {
            throw new Refusal.Invalid(
                    "deletedBefore: a time such as 2026-01-31T00:00:00Z is expected");
        }
        List<String> ids = asked.experimentIds() == null ? List.of() : asked.experimentIds();
        if (ids.size() > MOST_EXPERIMENTS) {
            throw new Refusal.Invalid(
                    "experimentIds: at most %d, got %d".formatted(MOST_EXPERIMENTS, ids.size()));
        }
        return begun(
                purges.deletedBefore(
                        Kind.RUNS,
                        ids.stream().map(ExperimentId::of).toList(),
                        time(asked.deletedBefore()),
                        checked(asked.actor() == null ? "anonymous" : asked.actor())));
    }

    @GET
    @Path("purges/{id}")
    @Consumes(MediaType.WILDCARD)
    public PurgeView purge(@PathParam("id") String id) {
        return purges.view(id);
    }

    public record Listing(List<PurgeView> purges) {}

    /// Newest first.
    @GET
    @Path("purges")
    @Consumes(MediaType.WILDCARD)
    public Listing newest(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new Refusal.Invalid("limit: 1 to %d, got %d".formatted(MOST_LISTED, limit));
        }
        return new Listing(ledger.newest(limit));
    }

    @GET
    @Path("retention")
    @Consumes(MediaType.WILDCARD)
    public Retention retention() {
        return policy.get();
    }

    /// What is left out is kept forever.
    @PUT
    @Path("retention")
    @RequestBody(content = @Content(schema = @Schema(implementation = Retention.class)))
    public Retention keep(
            InputStream body, @QueryParam("actor") @DefaultValue("anonymous") String actor)
            throws IOException {
        policy.set(JsonBody.read(body, Retention.class, LONGEST_BODY), checked(actor));
        return policy.get();
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal.Invalid(
                    "deletedBefore: a time such as 2026-01-31T00:00:00Z is expected, it was '%s'"
                            .formatted(text));
        }
    }

    private PurgeView begun(PurgeView purge) {
        janitor.ring();
        return purge;
    }

    private static String checked(String actor) {
        if (actor.isBlank() || actor.length() > LONGEST_ACTOR || actor.indexOf('\0') >= 0) {
            throw new Refusal.Invalid(
                    "actor: 1 to %d characters are expected".formatted(LONGEST_ACTOR));
        }
        return actor;
    }
}
