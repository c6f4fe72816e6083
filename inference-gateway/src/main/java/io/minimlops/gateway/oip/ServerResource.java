package io.minimlops.gateway.oip;

import io.minimlops.gateway.health.Readiness;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The server: health and metadata.
@Path("/v2")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {

    private static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "model_configuration",
                    "model_repository",
                    "parameters",
                    "schedule_policy",
                    "statistics");

    private final Readiness readiness;
    private final String version;

    ServerResource(
            Readiness readiness,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.readiness = readiness;
        this.version = version;
    }

    /// @param extensions of the protocol that are spoken here
    public record Metadata(String name, String version, List<String> extensions) {}

    @GET
    public Metadata metadata() {
        return new Metadata("mini-mlops-inference-gateway", version, EXTENSIONS);
    }

    /// Clients read one of the two words; both are always there.
    @GET
    @Path("/health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true, "ready", readiness.isReady());
    }

    @GET
    @Path("/health/ready")
    public Response ready() {
        boolean ready = readiness.isReady();
        return Response.status(ready ? 200 : 503)
                .entity(Map.of("live", true, "ready", ready))
                .build();
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
