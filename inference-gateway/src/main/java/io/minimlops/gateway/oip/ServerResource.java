package io.minimlops.gateway.oip;

import io.minimlops.gateway.oip.ServerDescription.Metadata;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The server: health and metadata.
@Path("/v2")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {

    private final ServerDescription server;

    ServerResource(ServerDescription server) {
        this.server = server;
    }

    @GET
    public Metadata metadata() {
        return server.metadata();
    }

    /// Clients read one of the two words; both are always there.
    @GET
    @Path("/health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true, "ready", server.isReady());
    }

    @GET
    @Path("/health/ready")
    public Response ready() {
        boolean ready = server.isReady();
        return Response.status(ready ? 200 : 503)
                .entity(Map.of("live", true, "ready", ready))
                .build();
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
