package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What clients ask when they connect.
@Path("/")
@Tag(name = "server")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class ServerResource {

    private final TrackerConfig config;

    ServerResource(TrackerConfig config) {
        this.config = config;
    }

    @GET
    @Path("health")
    @Produces(MediaType.TEXT_PLAIN)
    public String health() {
        return "OK";
    }

    @GET
    @Path("version")
    @Produces(MediaType.TEXT_PLAIN)
    public String version() {
        return config.mlflowVersion();
    }

    record ServerInfo(String storeType, boolean workspacesEnabled) {}

    @GET
    @Path("api/3.0/mlflow/server-info")
    public ServerInfo info() {
        return new ServerInfo("SqlStore", false);
    }

    record Telemetry(
            boolean disableUiTelemetry,
            List<String> disableUiEvents,
            @JsonProperty("ui_rollout_percentage") int share) {}

    /// Nobody is watched.
    @GET
    @Path("api/3.0/mlflow/ui-telemetry")
    public Telemetry telemetry() {
        return new Telemetry(true, List.of(), 0);
    }

    record TelemetryTaken(String status) {}

    @POST
    @Path("api/3.0/mlflow/ui-telemetry")
    @Consumes(MediaType.WILDCARD)
    public TelemetryTaken refuseTelemetry() {
        return new TelemetryTaken("disabled");
    }
}
