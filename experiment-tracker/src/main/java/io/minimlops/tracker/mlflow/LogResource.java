package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.run.RunLog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `mlflow/runs`: writing to them.
@Path("/api/2.0/mlflow/runs")
@Tag(name = "logging")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LogResource {

    private final RunLog log;

    LogResource(RunLog log) {
        this.log = log;
    }

    @POST
    @Path("log-metric")
    public Done logMetric(RunRequests.LogMetric request) {
        log.log(request.run(), request.batch());
        return Done.DONE;
    }

    @POST
    @Path("log-parameter")
    public Done logParameter(RunRequests.LogParam request) {
        log.log(request.run(), request.batch());
        return Done.DONE;
    }

    @POST
    @Path("log-batch")
    public Done logBatch(RunRequests.LogBatch request) {
        log.log(request.run(), request.batch());
        return Done.DONE;
    }

    @POST
    @Path("set-tag")
    public Done setTag(RunRequests.SetTag request) {
        log.log(request.run(), request.batch());
        return Done.DONE;
    }

    @POST
    @Path("delete-tag")
    public Done deleteTag(RunRequests.SetTag request) {
        log.deleteTag(request.run(), Required.text("key", request.key()));
        return Done.DONE;
    }

    @POST
    @Path("log-inputs")
    public Done logInputs(RunRequests.LogInputs request) {
        log.attach(request.run(), request.uses(), request.modelIds());
        return Done.DONE;
    }

    @POST
    @Path("outputs")
    public Done logOutputs(RunRequests.LogOutputs request) {
        log.addOutputs(request.run(), request.outputs());
        return Done.DONE;
    }

    @POST
    @Path("log-model")
    public Done logModel(RunRequests.LogModel request) {
        log.addModel(
                Required.text("run_id", request.runId()),
                Required.text("model_json", request.modelJson()));
        return Done.DONE;
    }
}
