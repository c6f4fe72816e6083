package io.minimlops.gateway.model;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// How many requests were answered within each of some times.
public final class LatencyBuckets {

    /// Ascending; a last bucket has no bound. Triton's four are the last four.
    public static final double[] BOUNDS_MILLIS = {1, 2, 5, 10, 25, 50, 100, 500, 2_000, 5_000};

    private final LongAdder[] counts = new LongAdder[BOUNDS_MILLIS.length + 1];

    LatencyBuckets() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_MILLIS.length
                && nanos > BOUNDS_MILLIS[bucket] * TimeUnit.MILLISECONDS.toNanos(1)) {
            bucket++;
        }
        counts[bucket].increment();
    }

    /// One more than there are bounds.
    public long[] counts() {
        long[] sums = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            sums[i] = counts[i].sum();
        }
        return sums;
    }
}
