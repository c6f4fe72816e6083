package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Runs made in the browser by asking a language model: not here. Apart from
/// [OutOfScopeResource] because its address lies among those of runs.
@Path("/api/2.0/mlflow/runs/create-promptlab-run")
@Consumes(MediaType.WILDCARD)
@NonBlocking
public class PromptLabResource {

    @POST
    @Operation(hidden = true)
    public Done create() {
        throw new Refusal.Unsupported("This server has no prompt engineering");
    }
}
