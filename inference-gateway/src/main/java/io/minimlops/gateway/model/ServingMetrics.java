package io.minimlops.gateway.model;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.model.ServingStats.FailureReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Exports a version's statistics under Triton's names, so that dashboards for Triton work. They
/// only grow, yet they are gauges to Micrometer: its counters would have `_total` appended, and the
/// names would no longer be Triton's.
@ApplicationScoped
public class ServingMetrics {

    private static final double NANOS_PER_MICRO = 1_000;

    private final MeterRegistry registry;

    ServingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void track(VersionId id, ServingStats stats) {
        Tags tags = Tags.of("model", id.model(), "version", id.version());
        gauge("nv_inference_request_success", tags, stats, s -> s.success.count());
        gauge("nv_inference_count", tags, stats, ServingStats::rows);
        gauge("nv_inference_exec_count", tags, stats, ServingStats::executions);
        gauge(
                "nv_inference_request_duration_us",
                tags,
                stats,
                s -> (s.success.nanos() + s.fail.nanos()) / NANOS_PER_MICRO);
        gauge("nv_inference_queue_duration_us", tags, stats, s -> micros(s.queue));
        gauge("nv_inference_compute_input_duration_us", tags, stats, s -> micros(s.computeInput));
        gauge("nv_inference_compute_infer_duration_us", tags, stats, s -> micros(s.computeInfer));
        gauge("nv_inference_compute_output_duration_us", tags, stats, s -> micros(s.computeOutput));
        gauge("nv_cache_num_hits_per_model", tags, stats, s -> s.cacheHit.count());
        gauge("nv_cache_num_misses_per_model", tags, stats, s -> s.cacheMiss.count());
        gauge("nv_cache_hit_duration_per_model", tags, stats, s -> micros(s.cacheHit));
        gauge("nv_cache_miss_duration_per_model", tags, stats, s -> micros(s.cacheMiss));
        for (FailureReason reason : FailureReason.values()) {
            gauge(
                    "nv_inference_request_failure",
                    tags.and("reason", reason.name()),
                    stats,
                    s -> s.failures(reason));
        }
        for (ReleaseReason reason : EnumSet.complementOf(EnumSet.of(ReleaseReason.CACHED))) {
            gauge(
                    "mlops_gateway_batch_release",
                    tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
                    stats,
                    s -> s.releases(reason));
        }
    }

    void trackPending(VersionId id, VersionShelf shelf) {
        Tags tags = Tags.of("model", id.model(), "version", id.version());
        Gauge.builder(
                        "nv_inference_pending_request_count",
                        shelf,
                        all -> all.ready(id).map(LoadedVersion::pending).orElse(0))
                .tags(tags)
                .register(registry);
    }

    private static double micros(ServingStats.Duration duration) {
        return duration.nanos() / NANOS_PER_MICRO;
    }

    private void gauge(
            String name, Tags tags, ServingStats stats, ToDoubleFunction<ServingStats> value) {
        Gauge.builder(name, stats, value).tags(tags).strongReference(true).register(registry);
    }
}
