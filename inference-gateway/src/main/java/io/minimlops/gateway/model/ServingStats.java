package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchObserver;
import io.minimlops.gateway.batch.BatchReport;
import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.batch.WorkRefused;
import java.util.EnumMap;
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

    /// How often, and for how long in all.
    public static class Duration {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        /// More of what was counted already.
        void extend(long value) {
            nanos.add(value);
        }

        void add(long value) {
            count.increment();
            nanos.add(value);
        }

        public long count() {
            return count.sum();
        }

        public long nanos() {
            return nanos.sum();
        }
    }

    /// As [Duration], and how long of late.
    public static final class Latency extends Duration {
        private final LatencyQuantiles recent = new LatencyQuantiles();

        void add(long value, long now) {
            add(value);
            recent.add(value, now);
        }

        /// Of the last half to whole minute by rank: 0.5, 0.9, 0.95, 0.99 and 0.999; NaN when there
        /// was nothing.
        public Map<Double, Double> quantilesMicros() {
            return recent.micros(System.nanoTime());
        }
    }

    /// Batches of one size.
    public static final class BatchSize {
        public final Duration computeInput = new Duration();
        public final Duration computeInfer = new Duration();
        public final Duration computeOutput = new Duration();
    }

    public final Latency success = new Latency();
    public final Duration fail = new Duration();

    /// Counted per request, each with the times of the whole batch it was in.
    public final Latency queue = new Latency();

    public final Latency computeInput = new Latency();
    public final Latency computeInfer = new Latency();
    public final Latency computeOutput = new Latency();
    public final LatencyBuckets responses = new LatencyBuckets();

    /// Requests that were answered from memory, and how long finding the answer took. Those that
    /// were given the answer of an equal one's run too, with the time they waited for it.
    public final Duration cacheHit = new Duration();

    /// Requests that were run as their answer was not there, and how long looking for it and then
    /// keeping it took.
    public final Duration cacheMiss = new Duration();

    private final LongAdder coalesced = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final AtomicLong lastInference = new AtomicLong();
    private final Map<FailureReason, LongAdder> failures = new EnumMap<>(FailureReason.class);
    private final Map<ReleaseReason, LongAdder> releases = new EnumMap<>(ReleaseReason.class);
    private final Map<WorkRefused.Reason, LongAdder> refusals =
            new EnumMap<>(WorkRefused.Reason.class);
    private final Map<Integer, BatchSize> batchSizes = new ConcurrentSkipListMap<>();

    ServingStats() {
        for (FailureReason reason : FailureReason.values()) {
            failures.put(reason, new LongAdder());
        }
        for (ReleaseReason reason : ReleaseReason.values()) {
            releases.put(reason, new LongAdder());
        }
        for (WorkRefused.Reason reason : WorkRefused.Reason.values()) {
            refusals.put(reason, new LongAdder());
        }
    }

    @Override
    public void ran(BatchReport batch) {
        executions.increment();
        rows.add(batch.rows());
        adder(releases, batch.reason()).increment();
        BatchSize size = batchSizes.computeIfAbsent(batch.rows(), rows -> new BatchSize());
        size.computeInput.add(batch.timing().input());
        size.computeInfer.add(batch.timing().infer());
        size.computeOutput.add(batch.timing().output());
        lastInference.set(System.currentTimeMillis());
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
        adder(refusals, reason).increment();
    }

    public void failed(long nanos, FailureReason reason) {
        fail.add(nanos);
        adder(failures, reason).increment();
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
        return adder(failures, reason).sum();
    }

    public long releases(ReleaseReason reason) {
        return adder(releases, reason).sum();
    }

    /// Requests that were not run.
    public long refusals(WorkRefused.Reason reason) {
        return adder(refusals, reason).sum();
    }

    /// By rows.
    public Map<Integer, BatchSize> batchSizes() {
        return Map.copyOf(batchSizes);
    }

    private static <E> LongAdder adder(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalArgumentException("no counter for " + key);
        }
        return adder;
    }
}
