package io.minimlops.registry.version;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The part of the experiment tracker's MLflow REST that resolves sources.
@Path("/api/2.0/mlflow")
@RegisterRestClient(configKey = "tracker")
interface TrackerApi {

    @GET
    @Path("runs/get")
    JsonNode run(
            @QueryParam("run_id") String runId,
            @HeaderParam("X-Correlation-Id") String correlationId);

    @GET
    @Path("logged-models/{id}")
    JsonNode loggedModel(
            @PathParam("id") String id, @HeaderParam("X-Correlation-Id") String correlationId);
}
