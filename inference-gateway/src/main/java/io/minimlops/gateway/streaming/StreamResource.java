package io.minimlops.gateway.streaming;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.change.Change;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Streams: Kafka topic to topic.
@Path("/api/v1/streams")
@RunOnVirtualThread
public class StreamResource {

    private final Streams streams;
    private final CorrelationId correlationId;

    StreamResource(Streams streams, CorrelationId correlationId) {
        this.streams = streams;
        this.correlationId = correlationId;
    }

    @GET
    public List<StreamView> list() {
        return streams.list();
    }

    @GET
    @Path("/{name}")
    public StreamView get(@PathParam("name") String name) {
        return streams.find(name);
    }

    /// Defines a stream, or changes it; it goes on at its committed offsets.
    @PUT
    @Path("/{name}")
    public StreamView define(@PathParam("name") String name, @Nullable DefineStream body) {
        if (body == null) {
            throw new ProblemException(new Problem.Malformed("the body is empty"));
        }
        List<Violation> violations = StreamRules.violations(name, body);
        Problem.Invalid.refuse(violations);
        return streams.define(StreamRules.stream(name, body), change(body.actor(), body.reason()));
    }

    @POST
    @Path("/{name}/pause")
    public StreamView pause(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        return streams.pause(name, true, change(actor, reason));
    }

    @POST
    @Path("/{name}/resume")
    public StreamView resume(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        return streams.pause(name, false, change(actor, reason));
    }

    @DELETE
    @Path("/{name}")
    public void delete(
            @PathParam("name") String name,
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("reason") @Nullable String reason) {
        streams.delete(name, change(actor, reason));
    }

    private Change change(@Nullable String actor, @Nullable String reason) {
        return Change.by(actor, reason, correlationId.value());
    }
}
