package io.minimlops.orchestrator.casefile;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Shows cases.
@Path("/api/v1/cases")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class CaseResource {

    private static final int MOST = 500;

    private final CaseBook book;

    CaseResource(CaseBook book) {
        this.book = book;
    }

    @GET
    @Operation(summary = "Cases, newest first, without their timelines")
    public List<CaseView> list(
            @QueryParam("model") @Nullable String model,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(new Problem.Invalid("limit must be 1 to " + MOST));
        }
        return book.list(model, limit).stream().map(c -> CaseView.of(c, List.of())).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "The audited story of a case; its id or its correlation id")
    public CaseView get(@PathParam("id") String id) {
        CaseFile file = book.byCorrelation(id).orElseGet(() -> book.get(parse(id)));
        return CaseView.of(file, book.timeline(file.id()));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem.NotFound("case", id), e);
        }
    }
}
