package io.minimlops.gateway.replay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// A uniform sample of numbers of which nobody knows how many come (Vitter 1985, algorithm R). The
/// same numbers give the same sample.
final class UniformSample {

    private static final double[] QUANTILES = {0.5, 0.9, 0.95, 0.99};

    private final double[] kept;
    private final SplittableRandom random = new SplittableRandom(17);
    private long seen;

    UniformSample(int size) {
        kept = new double[size];
    }

    void add(double value) {
        if (seen < kept.length) {
            kept[(int) seen] = value;
        } else {
            long place = random.nextLong(seen + 1);
            if (place < kept.length) {
                kept[(int) place] = value;
            }
        }
        seen++;
    }

    /// By name, `p50` for example; empty for no numbers.
    Map<String, Double> quantiles() {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        double[] sorted = Arrays.copyOf(kept, (int) Math.min(seen, kept.length));
        Arrays.sort(sorted);
        for (double quantile : QUANTILES) {
            if (sorted.length > 0) {
                int at = (int) Math.ceil(quantile * sorted.length) - 1;
                quantiles.put("p" + Math.round(quantile * 100), sorted[Math.max(0, at)]);
            }
        }
        return quantiles;
    }
}
