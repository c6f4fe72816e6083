package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.metric.MetricHistory;
import io.minimlops.tracker.metric.MetricHistory.StepRange;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.RunPoint;
import io.minimlops.tracker.sql.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `mlflow/metrics`.
@Path("/api/2.0/mlflow/metrics")
@Tag(name = "metrics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MetricResource {

    private static final int MOST_RUNS = 100;
    private static final int MOST_BULK = 25_000;
    private static final int MOST_SAMPLED = 2_500;

    private final MetricHistory history;

    MetricResource(MetricHistory history) {
        this.history = history;
    }

    @GET
    @Path("get-history")
    public WireMetric.Listing history(
            @RestQuery("run_id") @Nullable String runId,
            @RestQuery("run_uuid") @Nullable String runUuid,
            @RestQuery("metric_key") @Nullable String metricKey,
            @RestQuery("max_results") @Nullable String maxResults,
            @RestQuery("page_token") @Nullable String pageToken) {
        int most = Numbers.int32("max_results", maxResults, 0);
        Page<MetricPoint> page =
                history.of(
                        Required.runId(runId, runUuid),
                        Required.text("metric_key", metricKey),
                        Required.between(0, Integer.MAX_VALUE - 2, "max_results", most),
                        pageToken);
        return new WireMetric.Listing(
                page.rows().stream().map(WireMetric::of).toList(), page.next());
    }

    @GET
    @Path("get-history-bulk")
    public WireMetric.Listing bulk(
            @RestQuery("run_id") List<String> runIds,
            @RestQuery("metric_key") @Nullable String metricKey,
            @RestQuery("max_results") @Nullable String maxResults) {
        refuseUnfit("GetMetricHistoryBulk request", "run_id", runIds, metricKey);
        int most = Math.min(Numbers.int32("max_results", maxResults, MOST_BULK), MOST_BULK);
        return listing(
                history.ofAll(
                        runIds,
                        Required.text("metric_key", metricKey),
                        Required.between(0, MOST_BULK, "max_results", most)));
    }

    @GET
    @Path("get-history-bulk-interval")
    public WireMetric.Listing interval(
            @RestQuery("run_ids") List<String> runIds,
            @RestQuery("metric_key") @Nullable String metricKey,
            @RestQuery("start_step") @Nullable String startStep,
            @RestQuery("end_step") @Nullable String endStep,
            @RestQuery("max_results") @Nullable String maxResults) {
        refuseUnfit("GetMetricHistoryBulkInterval request", "run_id", runIds, metricKey);
        int most = Numbers.int32("max_results", maxResults, MOST_SAMPLED);
        if (most < 1 || most > MOST_SAMPLED) {
            throw new Refusal.Invalid("max_results must be between 1 and 2500.");
        }
        return listing(
                history.sampled(
                        runIds,
                        Required.text("metric_key", metricKey),
                        range(
                                Numbers.int64("start_step", startStep),
                                Numbers.int64("end_step", endStep)),
                        most));
    }

    private static StepRange range(@Nullable Long start, @Nullable Long end) {
        if (start == null && end == null) {
            return StepRange.ALL;
        }
        if (start == null || end == null) {
            throw new Refusal.Invalid(
                    "If either start step or end step are specified, both must be specified.");
        }
        return new StepRange(start, end);
    }

    private static void refuseUnfit(
            String request, String parameter, List<String> runIds, @Nullable String metricKey) {
        if (runIds.isEmpty()) {
            throw new Refusal.Invalid(
                    "%s must specify at least one %s.".formatted(request, parameter));
        }
        if (runIds.size() > MOST_RUNS) {
            throw new Refusal.Invalid(
                    request.contains("Interval")
                            ? "%s must specify at most 100 run_ids. Received %d run_ids."
                                    .formatted(request, runIds.size())
                            : "%s cannot specify more than 100 run_ids. Received %d run_ids."
                                    .formatted(request, runIds.size()));
        }
        if (metricKey == null || metricKey.isEmpty()) {
            throw new Refusal.Invalid("%s must specify a metric_key.".formatted(request));
        }
    }

    private static WireMetric.Listing listing(List<RunPoint> points) {
        return new WireMetric.Listing(points.stream().map(WireMetric::of).toList(), null);
    }
}
