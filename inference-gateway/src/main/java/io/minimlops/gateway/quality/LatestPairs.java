package io.minimlops.gateway.quality;

import java.util.Arrays;

/// The latest pairs of a prediction and what came true, in arrays that grow up to a bound.
final class LatestPairs {

    private static final int FIRST = 64;

    private final int most;
    private double[] predictions;
    private double[] truths;
    private long[] millis;
    private int size;
    private int at;

    /// @param most at least 1
    LatestPairs(int most) {
        this.most = most;
        int first = Math.min(FIRST, most);
        predictions = new double[first];
        truths = new double[first];
        millis = new long[first];
    }

    synchronized void add(double prediction, double truth, long nowMillis) {
        if (size == predictions.length && size < most) {
            grow(Math.min(most, size * 2));
        }
        predictions[at] = prediction;
        truths[at] = truth;
        millis[at] = nowMillis;
        size = Math.max(size, at + 1);
        at = (at + 1) % most;
    }

    private void grow(int capacity) {
        predictions = Arrays.copyOf(predictions, capacity);
        truths = Arrays.copyOf(truths, capacity);
        millis = Arrays.copyOf(millis, capacity);
    }

    /// Pairs that came at that time or later, in no order.
    synchronized Pairs since(long fromMillis) {
        double[] some = new double[size];
        double[] truth = new double[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (millis[i] >= fromMillis) {
                some[count] = predictions[i];
                truth[count++] = truths[i];
            }
        }
        return new Pairs(Arrays.copyOf(some, count), Arrays.copyOf(truth, count));
    }

    /// @param predictions and truths of the same length
    @SuppressWarnings("ArrayRecordComponent")
    record Pairs(double[] predictions, double[] truths) {
        int size() {
            return predictions.length;
        }
    }
}
