package io.minimlops.gateway.model;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/// Quantiles of the last half to whole minute, within 3 %. Recording takes one atomic increment and
/// never waits: values fall into classes of which sixteen double the value. Nothing is allocated
/// before the first value.
final class LatencyQuantiles {

    static final double[] RANKS = {0.5, 0.9, 0.95, 0.99, 0.999};

    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int STEPS_PER_DOUBLING = 16;
    private static final int STEP_BITS = 4;

    /// Up to 2^27 µs, two minutes; what is longer counts as that.
    private static final int CLASSES = (27 - STEP_BITS + 1) * STEPS_PER_DOUBLING;

    /// @param began on the clock of `System.nanoTime()`
    private record Window(
            long began, AtomicIntegerArray counts, @Nullable AtomicIntegerArray before) {}

    private volatile @Nullable Window window;

    void add(long nanos, long now) {
        current(now).counts().incrementAndGet(classOf(nanos / 1_000));
    }

    /// Gives the memory back until the next value.
    synchronized void forget() {
        window = null;
    }

    /// In microseconds by rank; NaN when there was nothing.
    Map<Double, Double> micros(long now) {
        Window seen = window;
        long[] counts = new long[CLASSES];
        long total = 0;
        if (seen != null && now - seen.began() < 2 * WINDOW_NANOS) {
            AtomicIntegerArray before = seen.before();
            boolean young = now - seen.began() < WINDOW_NANOS;
            for (int i = 0; i < CLASSES; i++) {
                counts[i] = seen.counts().get(i) + (young && before != null ? before.get(i) : 0);
                total += counts[i];
            }
        }
        Map<Double, Double> quantiles = new TreeMap<>();
        for (double rank : RANKS) {
            quantiles.put(rank, total == 0 ? Double.NaN : atRank(counts, rank * total));
        }
        return quantiles;
    }

    private Window current(long now) {
        Window seen = window;
        return seen != null && now - seen.began() < WINDOW_NANOS ? seen : next(now);
    }

    private synchronized Window next(long now) {
        Window seen = window;
        if (seen != null && now - seen.began() < WINDOW_NANOS) {
            return seen;
        }
        boolean recent = seen != null && now - seen.began() < 2 * WINDOW_NANOS;
        Window next =
                new Window(
                        now,
                        new AtomicIntegerArray(CLASSES),
                        seen != null && recent ? seen.counts() : null);
        window = next;
        return next;
    }

    /// Below sixteen every value has a class of its own.
    private static int classOf(long micros) {
        if (micros < STEPS_PER_DOUBLING) {
            return (int) Math.max(0, micros);
        }
        int doublings = 63 - STEP_BITS - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> doublings) - STEPS_PER_DOUBLING;
        return Math.min(CLASSES - 1, (doublings + 1) * STEPS_PER_DOUBLING + step);
    }

    private static double atRank(long[] counts, double wanted) {
        long upTo = 0;
        int last = 0;
        for (int i = 0; i < counts.length && upTo < wanted; i++) {
            upTo += counts[i];
            last = i;
        }
        return middle(last);
    }

    private static double middle(int index) {
        if (index < STEPS_PER_DOUBLING) {
            return index;
        }
        int doublings = index / STEPS_PER_DOUBLING - 1;
        long least = (long) (index % STEPS_PER_DOUBLING + STEPS_PER_DOUBLING) << doublings;
        return least + ((1L << doublings) - 1) / 2.0;
    }
}
