package io.minimlops.gateway.deployment.traffic;

/// An arm's counts at one moment, or of a period when two are subtracted.
///
/// @param failed valid requests without an answer
/// @param refused requests that the version does not take
/// @param nanos that answers took, in all
/// @param latencies answers by [LatencyCounts]' buckets
@SuppressWarnings("ArrayRecordComponent") // bulk data
public record Counts(long answered, long failed, long refused, long nanos, long[] latencies) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, new LatencyCounts().copy());

    /// What came after the earlier moment.
    public Counts since(Counts earlier) {
        long[] since = latencies.clone();
        for (int i = 0; i < since.length; i++) {
            since[i] -= earlier.latencies[i];
        }
        return new Counts(
                answered - earlier.answered,
                failed - earlier.failed,
                refused - earlier.refused,
                nanos - earlier.nanos,
                since);
    }

    public long requests() {
        return answered + failed + refused;
    }

    public long errors() {
        return failed + refused;
    }

    public double errorRate() {
        return requests() == 0 ? 0 : (double) errors() / requests();
    }

    /// Milliseconds; 0 without an answer.
    public double meanMillis() {
        return answered == 0 ? 0 : nanos / 1e6 / answered;
    }

    /// The latency of that rank, in milliseconds; 0 without an answer.
    ///
    /// @param rank 1 is the fastest
    public double millisOfRank(double rank) {
        long seen = 0;
        for (int bucket = 0; bucket < latencies.length; bucket++) {
            seen += latencies[bucket];
            if (seen > 0 && seen >= rank) {
                return LatencyCounts.millis(bucket);
            }
        }
        return 0;
    }

    /// Milliseconds, to 6 %; 0 without an answer.
    public double quantileMillis(double quantile) {
        return millisOfRank(Math.max(1, Math.ceil(quantile * answered)));
    }
}
