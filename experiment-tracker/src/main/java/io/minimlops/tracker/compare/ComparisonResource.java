package io.minimlops.tracker.compare;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.run.RunCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Runs side by side.
@Path("/api/v1/runs/compare")
@Tag(name = "comparison")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ComparisonResource {

    private static final int MOST_RUNS = 10;

    private final RunCatalog runs;

    ComparisonResource(RunCatalog runs) {
        this.runs = runs;
    }

    @GET
    @Operation(summary = "What two to ten runs have in common and what sets them apart")
    public ComparisonView compare(@RestQuery("run") List<String> run) {
        List<String> ids = run.stream().map(Names::runId).distinct().toList();
        if (ids.size() < 2 || ids.size() > MOST_RUNS) {
            throw new Refusal.Invalid(
                    "'run' must name 2 to %d different runs, as in ?run=a&run=b; it names %d."
                            .formatted(MOST_RUNS, ids.size()));
        }
        return ComparisonView.of(RunComparison.of(ids.stream().map(runs::get).toList()));
    }
}
