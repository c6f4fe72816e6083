package io.minimlops.gateway.batchjob;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.batchjob.store.StoreAway;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemDetails;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Batch jobs: a table in S3 to a table in S3.
@Path("/api/v1/batch-jobs")
@RunOnVirtualThread
public class BatchJobResource {

    private static final int MOST = 1000;

    private final BatchJobs jobs;
    private final CorrelationId correlationId;

    BatchJobResource(BatchJobs jobs, CorrelationId correlationId) {
        this.jobs = jobs;
        this.correlationId = correlationId;
    }

    @POST
    @APIResponse(
            responseCode = "201",
            description = "The job; 200 when an earlier request of the same requestId made it",
            content = @Content(schema = @Schema(implementation = BatchJobView.class)))
    public Response submit(@Nullable SubmitBatchJob body) {
        if (body == null) {
            throw new ProblemException(new Problem.Malformed("the body is empty"));
        }
        BatchJobs.Submitted submitted = jobs.submit(body, correlationId.value());
        return submitted.fresh()
                ? Response.created(URI.create("/api/v1/batch-jobs/" + submitted.job().id()))
                        .entity(submitted.job())
                        .build()
                : Response.ok(submitted.job()).build();
    }

    /// Newest first.
    ///
    /// @param before an id; only older jobs are listed
    @GET
    public List<BatchJobView> list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("") String before) {
        return jobs.list(Math.clamp(limit, 1, MOST), before);
    }

    @GET
    @Path("/{id}")
    public BatchJobView get(@PathParam("id") String id) {
        return jobs.find(id);
    }

    @POST
    @Path("/{id}/cancel")
    public BatchJobView cancel(@PathParam("id") String id) {
        return jobs.cancel(id);
    }

    /// The output stays.
    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("id") String id) {
        jobs.delete(id);
    }

    @ServerExceptionMapper
    public Response storeAway(StoreAway away) {
        return ProblemDetails.answer(
                new Problem.Unavailable("s3", String.valueOf(away.getMessage())));
    }
}
