package io.minimlops.features.trainingset;

import io.minimlops.features.JsonBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

@Path("/api/v1")
@RunOnVirtualThread
public class TrainingSetResource {

    private final TrainingSets trainingSets;
    private final SpineStatistics statistics;

    TrainingSetResource(TrainingSets trainingSets, SpineStatistics statistics) {
        this.trainingSets = trainingSets;
        this.statistics = statistics;
    }

    @POST
    @Path("/training-sets")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Builds a training set at the newest snapshots, and pins them")
    public TrainingSetView build(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    BuildTrainingSet.class)))
                    InputStream body) {
        return trainingSets.build(JsonBody.read(body, BuildTrainingSet.class));
    }

    @GET
    @Path("/training-sets/{id}")
    @Operation(summary = "A training set")
    public TrainingSetView find(@PathParam("id") String id) {
        return trainingSets.find(id);
    }

    @POST
    @Path("/training-sets/{id}/rebuild")
    @Operation(summary = "Builds a training set again from its snapshots, and compares")
    public TrainingSets.Rebuilt rebuild(@PathParam("id") String id) {
        return trainingSets.rebuild(id);
    }

    @POST
    @Path("/spine-statistics")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "How many rows, how many with a value in a column")
    public SpineStatistics.Answer statistics(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    SpineStatistics.Question
                                                                            .class)))
                    InputStream body) {
        return statistics.answer(JsonBody.read(body, SpineStatistics.Question.class));
    }
}
