package io.minimlops.gateway.deployment.rollout;

/// Confidence bounds. Evidence is looked at again and again, which makes a false alarm likelier
/// than one look's confidence says; therefore 99 %, two-sided.
final class Bounds {

    /// The normal distribution's 99.5 % quantile.
    static final double Z = 2.5758;

    private Bounds() {}

    /// Wilson's score interval (1927): the least rate that such counts are still likely at.
    static double wilsonLow(long hits, long of) {
        return of == 0 ? 0 : Math.max(0, (centre(hits, of) - margin(hits, of)) / scale(of));
    }

    static double wilsonHigh(long hits, long of) {
        return of == 0 ? 1 : Math.min(1, (centre(hits, of) + margin(hits, of)) / scale(of));
    }

    /// The least difference of two rates, first minus second: Newcombe's hybrid of the two Wilson
    /// intervals (1998, method 10).
    static double differenceLow(long hits, long of, long otherHits, long otherOf) {
        double rate = (double) hits / of;
        double other = (double) otherHits / otherOf;
        double below = rate - wilsonLow(hits, of);
        double above = wilsonHigh(otherHits, otherOf) - other;
        return rate - other - Math.sqrt(below * below + above * above);
    }

    private static double centre(long hits, long of) {
        return (double) hits / of + Z * Z / (2.0 * of);
    }

    private static double margin(long hits, long of) {
        double rate = (double) hits / of;
        return Z * Math.sqrt(rate * (1 - rate) / of + Z * Z / (4.0 * of * of));
    }

    private static double scale(long of) {
        return 1 + Z * Z / of;
    }
}
