package io.minimlops.gateway.feedback;

import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.quality.FeedbackJoin;
import io.minimlops.gateway.quality.FeedbackJoin.Outcome;
import io.minimlops.gateway.quality.QualityBook;
import io.minimlops.gateway.quality.QualityBook.Standing;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// How good a deployment's versions are, by the feedback that came for predictions of this process.
@Path("/api/v1/deployments/{name}/quality")
@RunOnVirtualThread
public class QualityResource {

    private final DeploymentBook book;
    private final QualityBook quality;
    private final FeedbackJoin join;

    QualityResource(DeploymentBook book, QualityBook quality, FeedbackJoin join) {
        this.book = book;
        this.quality = quality;
        this.join = join;
    }

    /// @param versions those that feedback came for
    /// @param feedback of all deployments together
    public record QualityView(
            String deployment, List<Standing> versions, FeedbackCounts feedback) {}

    /// Since this process started.
    ///
    /// @param awaited predictions that may still meet feedback
    public record FeedbackCounts(
            long joined, long late, long repeated, long unmatched, int awaited) {}

    /// @param since only feedback that came then or later; absent: the latest there is
    @GET
    @APIResponse(responseCode = "200", description = "Figures per version")
    @APIResponse(responseCode = "404", description = "No such deployment")
    @APIResponse(responseCode = "422", description = "`since` is no time")
    public QualityView of(
            @PathParam("name") String name, @QueryParam("since") @Nullable String since) {
        var _ = book.existing(name);
        FeedbackCounts counts =
                new FeedbackCounts(
                        join.count(Outcome.JOINED),
                        join.count(Outcome.LATE),
                        join.count(Outcome.REPEATED),
                        join.count(Outcome.UNMATCHED),
                        join.awaited());
        return new QualityView(name, quality.standings(name, time(since)), counts);
    }

    private static Instant time(@Nullable String since) {
        if (since == null) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(since).toInstant();
        } catch (DateTimeException e) {
            Violation violation = new Violation("since", "must be an RFC 3339 time");
            throw new ProblemException(
                    new Problem.Invalid("since must be an RFC 3339 time", List.of(violation)), e);
        }
    }
}
