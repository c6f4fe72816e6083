package io.minimlops.orchestrator.training;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Made-up rows whose label depends on their columns, with holes.
final class Flights {
    static final List<String> COLUMNS = List.of("hour", "distance", "delays__late_share", "noise");

    private Flights() {}

    /// @param missing share of the values that are missing
    static Dataset of(long seed, int rows, double missing) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * COLUMNS.size()];
        float[] labels = new float[rows];
        long[] times = new long[rows];
        for (int row = 0; row < rows; row++) {
            double hour = random.nextInt(24);
            double share = random.nextDouble();
            float[] columns = {
                (float) hour, 100 + random.nextInt(2_000), (float) share, random.nextFloat()
            };
            double logOdds = -2 + hour / 12 + 2 * share;
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
            times[row] = 1_000_000L * row;
            for (int c = 0; c < columns.length; c++) {
                values[row * columns.length + c] =
                        random.nextDouble() < missing ? Float.NaN : columns[c];
            }
        }
        return new Dataset(COLUMNS, values, labels, times);
    }

    static TrainingParameters quick(int rounds, int depth, long seed) {
        return new TrainingParameters(rounds, depth, 0.3, 0.9, 0.9, 1, 1, seed, 1);
    }

    static Dataset withoutMissing(Dataset data) {
        float[] values = data.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isNaN(values[i]) ? 0 : values[i];
        }
        return new Dataset(data.columns(), values, data.labels(), data.times());
    }

    static Dataset labelled(Dataset data, float label) {
        float[] labels = new float[data.rows()];
        Arrays.fill(labels, label);
        return new Dataset(data.columns(), data.values(), labels, data.times());
    }
}
