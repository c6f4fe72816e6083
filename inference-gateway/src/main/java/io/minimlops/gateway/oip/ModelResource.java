package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Models: metadata, readiness, configuration, statistics.
@Path("/v2/models")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {

    private final ModelDirectory directory;

    ModelResource(ModelDirectory directory) {
        this.directory = directory;
    }

    /// Names that can be asked for.
    public record Models(List<String> models) {}

    @GET
    public Models models() {
        return new Models(directory.models());
    }

    @GET
    @Path("/{model}")
    public ModelMetadata metadata(@PathParam("model") String model) {
        return directory.metadata(model, null);
    }

    @GET
    @Path("/{model}/versions/{version}")
    public ModelMetadata versionMetadata(
            @PathParam("model") String model, @PathParam("version") String version) {
        return directory.metadata(model, version);
    }

    @GET
    @Path("/{model}/ready")
    public Ready ready(@PathParam("model") String model) {
        directory.requireReady(model, null);
        return new Ready(model, true);
    }

    @GET
    @Path("/{model}/versions/{version}/ready")
    public Ready versionReady(
            @PathParam("model") String model, @PathParam("version") String version) {
        directory.requireReady(model, version);
        return new Ready(model, true);
    }

    @GET
    @Path("/{model}/config")
    public ObjectNode config(@PathParam("model") String model) {
        return directory.configuration(model, null);
    }

    @GET
    @Path("/{model}/versions/{version}/config")
    public ObjectNode versionConfig(
            @PathParam("model") String model, @PathParam("version") String version) {
        return directory.configuration(model, version);
    }

    @GET
    @Path("/stats")
    public ObjectNode stats() {
        return directory.statistics();
    }

    @GET
    @Path("/{model}/stats")
    public ObjectNode stats(@PathParam("model") String model) {
        return directory.statistics(model, null);
    }

    @GET
    @Path("/{model}/versions/{version}/stats")
    public ObjectNode stats(
            @PathParam("model") String model, @PathParam("version") String version) {
        return directory.statistics(model, version);
    }

    /// Whether a model answers.
    public record Ready(String name, boolean ready) {}

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
