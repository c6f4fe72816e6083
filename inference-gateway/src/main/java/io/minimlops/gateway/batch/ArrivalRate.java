package io.minimlops.gateway.batch;

/// How often requests arrive, as an exponentially decaying average over about a tenth of a second.
/// Not thread-safe.
final class ArrivalRate {

    private static final double MEMORY_NANOS = 100_000_000;

    private double level;
    private long lastNanos;

    void arrived(long nowNanos) {
        level = decayed(nowNanos) + 1;
        lastNanos = nowNanos;
    }

    /// The expected time until the next request, in nanoseconds; infinite when none was seen for
    /// long.
    double nextInNanos(long nowNanos) {
        double now = decayed(nowNanos);
        return now <= 0 ? Double.POSITIVE_INFINITY : MEMORY_NANOS / now;
    }

    private double decayed(long nowNanos) {
        return level * Math.exp((lastNanos - nowNanos) / MEMORY_NANOS);
    }
}
