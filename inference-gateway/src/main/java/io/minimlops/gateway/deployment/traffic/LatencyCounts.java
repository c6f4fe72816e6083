package io.minimlops.gateway.deployment.traffic;

import java.util.concurrent.atomic.AtomicLongArray;

/// Latencies counted in buckets that divide each octave by eight, from 1 µs to about a
/// minute: recording one is one atomic addition, and a quantile is known to 6 %.
final class LatencyCounts {

    private static final int PER_OCTAVE = 8;
    private static final int OCTAVES = 26;

    private final AtomicLongArray counts = new AtomicLongArray(PER_OCTAVE * OCTAVES);

    void record(long nanos) {
        counts.incrementAndGet(bucket(nanos / 1_000));
    }

    /// How many were in each bucket so far.
    long[] copy() {
        long[] copy = new long[counts.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.get(i);
        }
        return copy;
    }

    static int bucket(long micros) {
        if (micros < 1) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros);
        if (octave >= OCTAVES) {
            return PER_OCTAVE * OCTAVES - 1;
        }
        long within = micros - (1L << octave);
        return octave * PER_OCTAVE + (int) (within * PER_OCTAVE >> octave);
    }

    /// The middle of a bucket, in milliseconds.
    static double millis(int bucket) {
        double start = 1L << bucket / PER_OCTAVE;
        return start * (1 + (bucket % PER_OCTAVE + 0.5) / PER_OCTAVE) / 1_000;
    }
}
