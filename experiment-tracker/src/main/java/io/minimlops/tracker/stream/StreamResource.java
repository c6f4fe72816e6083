package io.minimlops.tracker.stream;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Runs and experiments as they happen: events `status`, `param`, `tag`, `metric` and `end`.
///
/// A reader that comes back with `Last-Event-ID` gets what it missed. Some events carry no id: then
/// a reader that breaks off after them gets them again.
@Path("/api/v1")
@Tag(name = "live streams")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Blocking
@RunOnVirtualThread
public class StreamResource {

    private static final String RESUME = "Last-Event-ID";
    private static final int MOST_KEYS = 1000;

    private final ChangeLog log;
    private final LiveRuns live;

    StreamResource(ChangeLog log, LiveRuns live) {
        this.log = log;
        this.live = live;
    }

    @GET
    @Path("runs/{id}/stream")
    @Operation(summary = "A run as it happens; ends when the run is over")
    public Multi<OutboundSseEvent> run(
            @RestPath String id,
            @RestQuery @Nullable String metrics,
            @RestQuery @Nullable String from,
            @HeaderParam(RESUME) @Nullable String lastEventId,
            @Context Sse sse) {
        Scope.OneRun scope =
                log.run(Names.runId(id))
                        .orElseThrow(() -> new Refusal.NotFound("Run '" + id + "' not found"));
        Optional<Change> last = log.ending(scope);
        Optional<Position> resumed = position(lastEventId);
        if (last.isPresent() && resumed.filter(it -> log.hasNothingAfter(it, scope)).isPresent()) {
            // Told so, browsers stop coming back.
            throw new WebApplicationException(Response.noContent().build());
        }
        return stream(scope, keys(metrics), from, resumed, last, sse);
    }

    @GET
    @Path("experiments/{id}/stream")
    @Operation(summary = "All runs of an experiment as they happen; stays open")
    public Multi<OutboundSseEvent> experiment(
            @RestPath String id,
            @RestQuery @Nullable String metrics,
            @RestQuery @Nullable String from,
            @HeaderParam(RESUME) @Nullable String lastEventId,
            @Context Sse sse) {
        long experiment = ExperimentId.of(id);
        if (!log.isExperiment(experiment)) {
            throw new Refusal.NotFound("Experiment '" + id + "' not found");
        }
        return stream(
                new Scope.OneExperiment(experiment),
                keys(metrics),
                from,
                position(lastEventId),
                Optional.empty(),
                sse);
    }

    private Multi<OutboundSseEvent> stream(
            Scope scope,
            Set<String> metrics,
            @Nullable String from,
            Optional<Position> resumed,
            Optional<Change> last,
            Sse sse) {
        Optional<Position> position =
                isFromStart(from) ? resumed.or(() -> Optional.of(log.start(scope))) : resumed;
        return position.map(it -> live.resume(scope, metrics, it, last))
                .orElseGet(() -> live.listen(scope, metrics, log.now(scope)))
                .map(event -> onTheWire(sse, event));
    }

    private static OutboundSseEvent onTheWire(Sse sse, Event event) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder();
        if (event.id() != null) {
            builder.id(event.id());
        }
        return event.name() == null
                ? builder.comment("").build()
                : builder.name(event.name()).data(String.class, event.data()).build();
    }

    /// An id from elsewhere is as good as none.
    private Optional<Position> position(@Nullable String lastEventId) {
        return Optional.ofNullable(lastEventId)
                .flatMap(Position::parse)
                .filter(log::isOfThisDatabase);
    }

    private static Set<String> keys(@Nullable String metrics) {
        if (metrics == null || metrics.isBlank()) {
            return Set.of();
        }
        Set<String> keys = new HashSet<>(List.of(metrics.split(",", MOST_KEYS + 2)));
        if (keys.size() > MOST_KEYS) {
            throw new Refusal.Invalid("'metrics' names more than " + MOST_KEYS + " keys");
        }
        return keys;
    }

    private static boolean isFromStart(@Nullable String from) {
        if (from == null || from.isEmpty() || from.equals("now")) {
            return false;
        }
        if (from.equals("start")) {
            return true;
        }
        throw new Refusal.Invalid("'from' is '" + from + "'; expected 'now' or 'start'");
    }
}
