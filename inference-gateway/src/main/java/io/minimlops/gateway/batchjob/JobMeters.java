package io.minimlops.gateway.batchjob;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What metrics tell of this process's batch jobs.
final class JobMeters {

    private JobMeters() {}

    static void register(MeterRegistry metrics, JobCounters counters, RunningJobs running) {
        Map<String, LongAdder> rows =
                Map.of("predicted", counters.predicted, "failed", counters.failed);
        rows.forEach(
                (outcome, count) ->
                        FunctionCounter.builder(
                                        "mlops.gateway.batch.job.rows", count, LongAdder::sum)
                                .description("Rows of batch jobs")
                                .tag("outcome", outcome)
                                .register(metrics));
        FunctionCounter.builder("mlops.gateway.batch.job.parts", counters.parts, LongAdder::sum)
                .description("Parts of batch jobs that were begun")
                .register(metrics);
        metrics.gauge("mlops.gateway.batch.jobs.running", running, RunningJobs::count);
        metrics.gauge(
                "mlops.gateway.batch.job.rows.per.second", running, RunningJobs::rowsPerSecond);
    }
}
