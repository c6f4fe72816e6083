package io.minimlops.tracker.dvc;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.JsonBody;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `api/v1/dvc`: what repositories hold, and collecting what nothing needs.
@Path("/api/v1/dvc")
@Tag(name = "dvc")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RepoResource {

    private static final int MOST_KEPT = 10_000;
    private static final int LARGEST_REQUEST = 1024 * 1024;
    private static final int LARGEST_PAGE = 1000;
    private static final long LONGEST_GRACE = Duration.ofDays(3650).toSeconds();

    private final Repositories repositories;
    private final RepoStatistics statistics;
    private final Collector collector;
    private final DvcConfig config;

    RepoResource(
            Repositories repositories,
            RepoStatistics statistics,
            Collector collector,
            DvcConfig config) {
        this.repositories = repositories;
        this.statistics = statistics;
        this.collector = collector;
        this.config = config;
    }

    @GET
    public Repos list(
            @RestQuery("maxResults") @DefaultValue("100") int maxResults,
            @RestQuery("pageToken") @Nullable String pageToken) {
        if (maxResults < 1 || maxResults > LARGEST_PAGE) {
            throw new Refusal.Invalid("maxResults: 1 to " + LARGEST_PAGE + " is expected");
        }
        List<String> after = PageToken.read("repos", pageToken, 1);
        Page<String> page =
                Page.of(
                        statistics.names(after.isEmpty() ? "" : after.getFirst(), maxResults + 1),
                        maxResults,
                        last -> PageToken.write("repos", List.of(last)));
        return new Repos(page.rows(), page.next());
    }

    @GET
    @Path("{repo:[^/:]+}")
    public RepoView get(@PathParam("repo") String repo) {
        return statistics.of(new RepoName(repo)).map(RepoView::of).orElseThrow(() -> missing(repo));
    }

    /// Removes, or with `dryRun` counts, what is not kept.
    @POST
    @Path("{repo:[^/:]+}:gc")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequestBody(content = @Content(schema = @Schema(implementation = Collect.class)))
    public CollectedView collect(@PathParam("repo") String repo, InputStream body)
            throws IOException {
        Collect request = JsonBody.read(body, Collect.class, LARGEST_REQUEST);
        RepoName name = new RepoName(repo);
        long id = repositories.find(name).orElseThrow(() -> missing(repo));
        boolean dryRun = request.dryRun() == null || request.dryRun();
        return CollectedView.of(
                collector.collect(name, id, request.kept(), request.grace(config.grace()), dryRun));
    }

    private static Refusal.NotFound missing(String repo) {
        return new Refusal.NotFound("There is no repository '" + repo + "'");
    }

    /// @param keep ids of objects, 32 hexadecimal digits with or without `.dir`; of directories the
    ///     files are kept as well
    /// @param dryRun count only; so it is unless this says false
    /// @param graceSeconds what was stored or asked for within it is kept
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record Collect(
            @Nullable List<@Nullable String> keep,
            @Nullable Boolean dryRun,
            @Nullable Long graceSeconds) {

        List<ObjectId> kept() {
            if (keep == null) {
                throw new Refusal.Invalid(
                        "keep: the ids of the objects to keep are expected, or an empty list");
            }
            if (keep.size() > MOST_KEPT) {
                throw new Refusal.Invalid("keep: at most " + MOST_KEPT + " ids are expected");
            }
            return keep.stream().map(name -> ObjectId.of(Layout.V3, String.valueOf(name))).toList();
        }

        Duration grace(Duration otherwise) {
            if (graceSeconds == null) {
                return otherwise;
            }
            if (graceSeconds < 0 || graceSeconds > LONGEST_GRACE) {
                throw new Refusal.Invalid("graceSeconds: 0 to " + LONGEST_GRACE + " is expected");
            }
            return Duration.ofSeconds(graceSeconds);
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    public record Repos(List<String> repos, @Nullable String nextPageToken) {}

    /// @param savedBytes what keeping equal contents once spares
    @JsonNaming(LowerCamelCaseStrategy.class)
    public record RepoView(
            String name,
            Instant createdAt,
            long directories,
            long files,
            long storedBytes,
            long logicalBytes,
            long savedBytes,
            long sharedFiles) {

        static RepoView of(RepoStatistics.Counts counts) {
            return new RepoView(
                    counts.name(),
                    counts.createdAt(),
                    counts.directories(),
                    counts.files(),
                    counts.storedBytes(),
                    counts.logicalBytes(),
                    counts.logicalBytes() - counts.storedBytes(),
                    counts.sharedFiles());
        }
    }

    @JsonNaming(LowerCamelCaseStrategy.class)
    public record CollectedView(boolean dryRun, long directories, long files, long bytes) {
        static CollectedView of(Collector.Collected collected) {
            return new CollectedView(
                    collected.dryRun(),
                    collected.directories(),
                    collected.files(),
                    collected.bytes());
        }
    }
}
