package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchObserver;
import io.minimlops.gateway.batch.BatchReport;
import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.batch.WorkRefused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What one version has done since this process began; it outlives unloading and loading again.
/// Names follow Triton's statistics.
public final class ServingStats implements BatchObserver {

    /// Why a request failed, in Triton's words.
    public enum FailureReason {
        REJECTED,
        CANCELED,
        BACKEND,
        OTHER
    }

    /// Batches of one size.
    public static final class BatchSize {
        public final StatisticDuration computeInput = new StatisticDuration();
        public final StatisticDuration computeInfer = new StatisticDuration();
        public final StatisticDuration computeOutput = new StatisticDuration();
    }

    public final RecentLatency success = new RecentLatency();
    public final StatisticDuration fail = new StatisticDuration();

    /// Counted per request, each with the times of the whole batch it was in.
    public final RecentLatency queue = new RecentLatency();

    public final RecentLatency computeInput = new RecentLatency();
    public final RecentLatency computeInfer = new RecentLatency();
    public final RecentLatency computeOutput = new RecentLatency();
    public final LatencyBuckets responses = new LatencyBuckets();

    /// Requests that were answered from memory, and how long finding the answer took. Those that
    /// were given the answer of an equal one's run too, with the time they waited for it.
    public final StatisticDuration cacheHit = new StatisticDuration();

    /// Requests that were run as their answer was not there, and how long looking for it and then
    /// keeping it took.
    public final StatisticDuration cacheMiss = new StatisticDuration();

    private final LongAdder coalesced = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final AtomicLong lastInference = new AtomicLong();
    private final ReasonCounts<FailureReason> failures = new ReasonCounts<>(FailureReason.class);
    private final ReasonCounts<ReleaseReason> releases = new ReasonCounts<>(ReleaseReason.class);
    private final ReasonCounts<WorkRefused.Reason> refusals =
            new ReasonCounts<>(WorkRefused.Reason.class);
    private final Map<Integer, BatchSize> batchSizes = new ConcurrentSkipListMap<>();

    public ServingStats() {}

    @Override
    public void ran(BatchReport batch) {
        executions.increment();
        rows.add(batch.rows());
        releases.add(batch.reason());
        BatchSize size = batchSizes.computeIfAbsent(batch.rows(), rows -> new BatchSize());
        size.computeInput.add(batch.timing().input());
        size.computeInfer.add(batch.timing().infer());
        size.computeOutput.add(batch.timing().output());
        lastInference.set(System.currentTimeMillis());
    }

    /// How long things took of late, which is four fifths of what these statistics take: of
    /// thousands of models that were asked once, it would fill the heap.
    void forgetRecent() {
        List.of(success, queue, computeInput, computeInfer, computeOutput)
                .forEach(RecentLatency::forgetRecent);
    }

    /// A request was answered.
    public void succeeded(long nanos, Outcome<?> outcome) {
        long now = System.nanoTime();
        success.add(nanos, now);
        responses.add(nanos);
        if (outcome.isRemembered()) {
            return;
        }
        BatchRunner.Timing timing = outcome.batch().timing();
        queue.add(outcome.queueNanos(), now);
        computeInput.add(timing.input(), now);
        computeInfer.add(timing.infer(), now);
        computeOutput.add(timing.output(), now);
    }

    /// A request was answered by others: it waited in no queue, and no batch was run for it.
    public void composed(long took, int count) {
        success.add(took, System.nanoTime());
        responses.add(took);
        executions.increment();
        rows.add(count);
        lastInference.set(System.currentTimeMillis());
    }

    @Override
    public void shared(long nanos) {
        coalesced.increment();
        cacheHit.add(nanos);
    }

    @Override
    public void refused(WorkRefused.Reason reason) {
        refusals.add(reason);
    }

    public void failed(long nanos, FailureReason reason) {
        fail.add(nanos);
        failures.add(reason);
    }

    /// Requests that were given the answer of an equal one's run; hits of the cache too.
    public long coalesced() {
        return coalesced.sum();
    }

    /// Rows that went through the model.
    public long rows() {
        return rows.sum();
    }

    /// Batches that went through the model.
    public long executions() {
        return executions.sum();
    }

    /// Epoch milliseconds, 0 for never.
    public long lastInferenceMillis() {
        return lastInference.get();
    }

    public long failures(FailureReason reason) {
        return failures.of(reason);
    }

    public long releases(ReleaseReason reason) {
        return releases.of(reason);
    }

    /// Requests that were not run.
    public long refusals(WorkRefused.Reason reason) {
        return refusals.of(reason);
    }

    /// By rows.
    public Map<Integer, BatchSize> batchSizes() {
        return Map.copyOf(batchSizes);
    }
}
