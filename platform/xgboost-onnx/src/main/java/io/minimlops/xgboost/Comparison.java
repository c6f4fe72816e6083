package io.minimlops.xgboost;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Compares a runtime's answers with the trees', row by row.
final class Comparison {

    private static final int SHOWN = 8;

    private final XgboostModel model;
    private final TreeWalk walk;
    private long rows;
    private double maxDifference;
    private @Nullable String disagreement;

    Comparison(XgboostModel model) {
        this.model = model;
        this.walk = new TreeWalk(model);
    }

    void add(float[] values, int count, float[] answers) {
        int outputs = model.outputs();
        if (answers.length != count * outputs) {
            disagreement =
                    "%d rows were answered with %d numbers, not %d"
                            .formatted(count, answers.length, count * outputs);
            return;
        }
        for (int row = 0; row < count; row++) {
            int from = row * model.features();
            float[] expected = walk.predict(values, from);
            float[] actual = Arrays.copyOfRange(answers, row * outputs, (row + 1) * outputs);
            if (!isUndecided()) {
                compare(values, from, expected, actual);
            }
        }
        rows += count;
    }

    Parity result() {
        return new Parity(rows, maxDifference, disagreement);
    }

    /// A decision that rounding may turn says nothing of the conversion.
    private boolean isUndecided() {
        return model.objective().isDecision()
                && walk.isClose(Parity.TOLERANCE * Math.max(1, walk.magnitude()));
    }

    private void compare(float[] values, int from, float[] expected, float[] actual) {
        for (int output = 0; output < expected.length; output++) {
            double difference = difference(expected[output], actual[output]);
            maxDifference = Math.max(maxDifference, difference);
            if (difference > tolerance(expected[output]) && disagreement == null) {
                int shown = Math.min(from + model.features(), from + SHOWN);
                disagreement =
                        "for the row %s%s it says %s, XGBoost's trees say %s"
                                .formatted(
                                        Arrays.toString(Arrays.copyOfRange(values, from, shown)),
                                        model.features() > SHOWN ? "…" : "",
                                        actual[output],
                                        expected[output]);
            }
        }
    }

    private double tolerance(float expected) {
        boolean summed = model.objective() == Objective.IDENTITY;
        float scale = Math.max(Math.abs(expected), summed ? walk.magnitude() : 0);
        return Parity.TOLERANCE * Math.max(1, Float.isFinite(scale) ? scale : 1);
    }

    /// No number where there should be one is wholly different.
    private static double difference(float expected, float actual) {
        if (Float.compare(expected, actual) == 0) {
            return 0;
        }
        double difference = Math.abs((double) expected - actual);
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
}
