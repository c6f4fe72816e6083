package io.minimlops.gateway.metrics;

import io.minimlops.gateway.batch.CostEstimate;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.metrics.Families.Labels;
import io.minimlops.gateway.model.GraphStats;
import io.minimlops.gateway.model.LatencyBuckets;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.RecentLatency;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.ServingStats.FailureReason;
import io.minimlops.gateway.model.StatisticDuration;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionOrder;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.VersionState;
import io.prometheus.client.Collector;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What every version, and every graph, has done, from the statistics that the protocol tells too.
/// A version has series from its first load on, most of them from its first request.
@Singleton
public class VersionMetrics extends Collector {

    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final VersionShelf shelf;
    private final GraphStats graphs;

    VersionMetrics(VersionShelf shelf, GraphStats graphs) {
        this.shelf = shelf;
        this.graphs = graphs;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Families families = new Families();
        states(families);
        Map<VersionId, ServingStats> sorted = new TreeMap<>(VersionOrder.BY_NAME);
        sorted.putAll(shelf.stats());
        sorted.putAll(graphs.all());
        sorted.forEach((id, stats) -> version(families, id, stats));
        return families.all();
    }

    private void states(Families families) {
        Map<String, Integer> counts = new TreeMap<>();
        for (VersionState state : shelf.states().values()) {
            counts.merge(state.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        for (String state : List.of("loading", "ready", "unavailable")) {
            families.gauge(
                    "mlops_gateway_versions",
                    Labels.NONE.and("state", state),
                    counts.getOrDefault(state, 0));
        }
    }

    private void version(Families families, VersionId id, ServingStats stats) {
        Labels labels = Labels.NONE.and("model", id.model()).and("version", id.version());
        counts(families, labels, stats);
        shelf.ready(id).ifPresent(version -> loaded(families, labels, version));
        if (stats.success.count() + stats.fail.count() > 0) {
            durations(families, labels, stats);
            reasons(families, labels, stats);
            latencies(families, labels, stats);
        }
        if (stats.cacheHit.count() + stats.cacheMiss.count() > 0) {
            cache(families, labels, stats);
        }
    }

    private static void counts(Families families, Labels labels, ServingStats stats) {
        families.growing("nv_inference_request_success", labels, stats.success.count());
        families.growing("nv_inference_count", labels, stats.rows());
        families.growing("nv_inference_exec_count", labels, stats.executions());
    }

    private static void loaded(Families families, Labels labels, LoadedVersion version) {
        families.gauge("nv_inference_pending_request_count", labels, version.pending());
        families.gauge("mlops_gateway_model_bytes", labels, version.bytes());
        CostEstimate cost = version.cost();
        if (cost.known()) {
            families.gauge(
                    "mlops_gateway_batch_cost_fixed_us", labels, cost.perBatch() / NANOS_PER_MICRO);
            families.gauge(
                    "mlops_gateway_batch_cost_per_row_us", labels, cost.perRow() / NANOS_PER_MICRO);
        }
    }

    private static void durations(Families families, Labels labels, ServingStats stats) {
        micros(families, "nv_inference_request_duration_us", labels, stats.success);
        micros(families, "nv_inference_queue_duration_us", labels, stats.queue);
        micros(families, "nv_inference_compute_input_duration_us", labels, stats.computeInput);
        micros(families, "nv_inference_compute_infer_duration_us", labels, stats.computeInfer);
        micros(families, "nv_inference_compute_output_duration_us", labels, stats.computeOutput);
    }

    private static void micros(
            Families families, String name, Labels labels, StatisticDuration duration) {
        families.growing(name, labels, duration.nanos() / NANOS_PER_MICRO);
    }

    private static void cache(Families families, Labels labels, ServingStats stats) {
        families.growing("nv_cache_num_hits_per_model", labels, stats.cacheHit.count());
        families.growing("nv_cache_num_misses_per_model", labels, stats.cacheMiss.count());
        families.growing("mlops_gateway_cache_coalesced", labels, stats.coalesced());
        micros(families, "nv_cache_hit_duration_per_model", labels, stats.cacheHit);
        micros(families, "nv_cache_miss_duration_per_model", labels, stats.cacheMiss);
    }

    private static void reasons(Families families, Labels labels, ServingStats stats) {
        for (FailureReason reason : FailureReason.values()) {
            families.growing(
                    "nv_inference_request_failure",
                    labels.and("reason", reason.name()),
                    stats.failures(reason));
        }
        for (ReleaseReason reason : ReleaseReason.values()) {
            families.growing(
                    "mlops_gateway_batch_release",
                    labels.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                    stats.releases(reason));
        }
        for (WorkRefused.Reason reason : WorkRefused.Reason.values()) {
            families.growing(
                    "mlops_gateway_refusals",
                    labels.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                    stats.refusals(reason));
        }
    }

    private static void latencies(Families families, Labels labels, ServingStats stats) {
        summary(families, "nv_inference_request_summary_us", labels, stats.success);
        summary(families, "nv_inference_queue_summary_us", labels, stats.queue);
        summary(families, "nv_inference_compute_input_summary_us", labels, stats.computeInput);
        summary(families, "nv_inference_compute_infer_summary_us", labels, stats.computeInfer);
        summary(families, "nv_inference_compute_output_summary_us", labels, stats.computeOutput);
        families.histogram(
                "nv_inference_first_response_histogram_ms",
                labels,
                LatencyBuckets.BOUNDS_MILLIS,
                stats.responses.counts(),
                stats.success.nanos() / NANOS_PER_MILLI);
    }

    private static void summary(
            Families families, String name, Labels labels, RecentLatency duration) {
        families.summary(
                name,
                labels,
                duration.quantilesMicros(),
                duration.count(),
                duration.nanos() / NANOS_PER_MICRO);
    }
}
