package io.minimlops.gateway.batch;

/// How often requests arrive, and with how many rows, as exponentially decaying averages over about
/// a tenth of a second. Not thread-safe.
final class ArrivalRate {

    private static final double MEMORY_NANOS = 100_000_000;

    private double requests;
    private double rows;
    private long last;

    void arrived(long now, int withRows) {
        double left = left(now);
        requests = requests * left + 1;
        rows = rows * left + withRows;
        last = now;
    }

    /// The mean time until the next request, in nanoseconds; infinite when none was seen for long.
    /// Arrivals come in bursts, so it promises nothing: whoever waits needs a limit of its own.
    double nextInNanos(long now) {
        double level = requests * left(now);
        return level <= 0 ? Double.POSITIVE_INFINITY : MEMORY_NANOS / level;
    }

    /// How many rows will arrive in so many nanoseconds.
    double rowsIn(long nanos, long now) {
        return rows * left(now) * nanos / MEMORY_NANOS;
    }

    private double left(long now) {
        return Math.exp((last - now) / MEMORY_NANOS);
    }
}
