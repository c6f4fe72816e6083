package io.minimlops.tracker.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// `api/v1/runs`: going on from a run.
///
/// Several resources have calls below `runs/{id}`. All begin at `/api/v1`: of classes with paths of
/// different length only the longest that fits is asked.
@Path("/api/v1")
@org.eclipse.microprofile.openapi.annotations.tags.Tag(name = "forks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RunForkResource {

    private static final int MOST_TAGS = 100;

    private final RunForks forks;

    RunForkResource(RunForks forks) {
        this.forks = forks;
    }

    /// @param step the last one whose metrics are taken over
    public record ForkRun(
            @Nullable BigDecimal step,
            @Nullable String name,
            @Nullable Map<String, @Nullable String> tags) {

        Fork fork() {
            Map<String, @Nullable String> asked = tags == null ? Map.of() : tags;
            if (asked.size() > MOST_TAGS) {
                throw new Refusal.Invalid(
                        "tags: at most %d, got %d".formatted(MOST_TAGS, asked.size()));
            }
            return new Fork(
                    wholeStep(),
                    name,
                    asked.entrySet().stream()
                            .map(tag -> tag(tag.getKey(), tag.getValue()))
                            .toList());
        }

        private long wholeStep() {
            if (step == null) {
                throw new Refusal.Invalid("step: a whole number is expected, there was none");
            }
            try {
                return step.longValueExact();
            } catch (ArithmeticException e) {
                throw new Refusal.Invalid("step: a whole number of 64 bits is expected");
            }
        }

        private static Tag tag(String key, @Nullable String value) {
            if (value == null) {
                throw new Refusal.Invalid("tags." + key + ": a text is expected, it was null");
            }
            return new Tag(key, value);
        }
    }

    /// Where a run stands.
    ///
    /// @param metrics the latest point of each metric, from which a trainer goes on
    public record Standing(
            @JsonProperty("runId") String runId,
            @JsonProperty("experimentId") String experimentId,
            String name,
            RunStatus status,
            @JsonProperty("startedAt") Instant startedAt,
            List<LastPoint> metrics) {

        static Standing of(TrackedRun run) {
            return new Standing(
                    run.run().runId(),
                    Long.toString(run.run().experimentId()),
                    run.run().name(),
                    run.run().status(),
                    Instant.ofEpochMilli(run.run().startedAt()),
                    run.metrics().stream()
                            .map(
                                    point ->
                                            new LastPoint(
                                                    point.key(),
                                                    point.step(),
                                                    point.value(),
                                                    Instant.ofEpochMilli(point.timestamp())))
                            .toList());
        }
    }

    public record LastPoint(String key, long step, double value, Instant timestamp) {}

    @POST
    @Path("runs/{id}/fork")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    public Standing fork(String id, @Nullable ForkRun request) {
        if (request == null) {
            throw new Refusal.Invalid("a body with a step is expected, there was none");
        }
        return Standing.of(forks.fork(id, request.fork()));
    }

    @POST
    @Path("runs/{id}/resume")
    public Standing resume(String id) {
        return Standing.of(forks.resume(id));
    }
}
