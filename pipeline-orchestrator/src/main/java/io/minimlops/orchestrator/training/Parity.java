package io.minimlops.orchestrator.training;

import java.util.SplittableRandom;

/// Whether the exported model says what the trained one said.
///
/// @param maxDifference largest absolute difference of the two probabilities
/// @param rows compared, half of them with values knocked out
/// @param missing values that were missing in them
public record Parity(double maxDifference, long rows, long missing) {

    /// A model whose export differs by more is not registered.
    public static final double TOLERANCE = 1e-5;

    private static final double KNOCKED_OUT = 0.3;
    private static final long SEED = 1;
    private static final int ROWS_AT_ONCE = 8_192;

    public boolean holds() {
        return maxDifference <= TOLERANCE;
    }

    /// Compares over all rows as they are, and once more with three values in ten missing: exports
    /// go wrong where values are missing, and training data rarely shows it.
    public static Parity measure(TrainedModel model, byte[] onnx, Dataset data) {
        SplittableRandom random = new SplittableRandom(SEED);
        double most = 0;
        long missing = 0;
        try (OnnxModel exported = OnnxModel.load(onnx)) {
            for (int from = 0; from < data.rows(); from += ROWS_AT_ONCE) {
                Dataset part = data.slice(from, Math.min(data.rows(), from + ROWS_AT_ONCE));
                most = Math.max(most, difference(model, exported, part));
                missing += part.missing();
                knockOut(part.values(), random);
                most = Math.max(most, difference(model, exported, part));
                missing += part.missing();
            }
        }
        return new Parity(most, 2L * data.rows(), missing);
    }

    /// A score that is no number counts as wholly different.
    private static double difference(TrainedModel model, OnnxModel exported, Dataset data) {
        float[] expected = model.score(data);
        float[] actual = exported.score(data);
        double most = 0;
        for (int row = 0; row < expected.length; row++) {
            double difference = Math.abs((double) expected[row] - actual[row]);
            most = Math.max(most, Double.isNaN(difference) ? 1 : difference);
        }
        return most;
    }

    /// In place: the values are a slice's own.
    private static void knockOut(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < KNOCKED_OUT) {
                values[i] = Float.NaN;
            }
        }
    }
}
