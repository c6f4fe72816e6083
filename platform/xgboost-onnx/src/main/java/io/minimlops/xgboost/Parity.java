package io.minimlops.xgboost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a runtime that executes the converted model says what XGBoost would say.
///
/// @param rows compared
/// @param maxDifference the largest one, absolute
/// @param disagreement the first that is too large, in words; absent when there is none
public record Parity(long rows, double maxDifference, @Nullable String disagreement) {

    /// Largest difference of two probabilities. What is no probability may differ by as much in
    /// proportion to the numbers that were summed: FP32 gives no more.
    public static final double TOLERANCE = 1e-5;

    private static final int MOST_ROWS = 8_192;

    /// Trees walked, and numbers filled in: a second or less.
    private static final long MOST_WALKS = 20_000_000;

    private static final long MOST_CELLS = 2_000_000;
    private static final int ROWS_AT_ONCE = 256;

    /// Executes the converted model.
    public interface Scorer<E extends Exception> {
        /// @param values row by row, each as wide as the model's input
        /// @return row by row, each as wide as the model's output
        float[] score(float[] values, int rows) throws E;
    }

    public boolean holds() {
        return disagreement == null;
    }

    /// Compares at the edges of the model's leaves, with missing values.
    public static <E extends Exception> Parity measure(XgboostModel model, Scorer<E> scorer)
            throws E {
        Comparison comparison = new Comparison(model);
        int width = model.features();
        List<float[]> rows = rows(model);
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            List<float[]> part = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
            float[] values = new float[part.size() * width];
            for (int row = 0; row < part.size(); row++) {
                System.arraycopy(part.get(row), 0, values, row * width, width);
            }
            comparison.add(values, part.size(), scorer.score(values, part.size()));
        }
        return comparison.result();
    }

    private static List<float[]> rows(XgboostModel model) {
        long limit =
                Math.min(
                        MOST_ROWS,
                        Math.min(MOST_WALKS / model.trees().size(), MOST_CELLS / model.features()));
        List<float[]> rows = new ArrayList<>();
        new ParityRows(model).visit((int) Math.max(1, limit), row -> rows.add(row.clone()));
        return rows;
    }
}
