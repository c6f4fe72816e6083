package io.minimlops.gateway.deployment.traffic;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.Arrays;
import java.util.List;

/// How two versions' outputs for one request differ.
///
/// @param comparable false when an output is missing, or has another type or shape; then nothing
///     else was counted
/// @param rows of the first output
/// @param flips rows of the first output that are decided otherwise: a score on the other side of
///     the threshold, another greatest class
/// @param values numbers that were compared
/// @param differing of these and of the strings, those that differ beyond the tolerance
/// @param sum of absolute differences
/// @param max of absolute differences
public record OutputDifference(
        boolean comparable,
        int rows,
        int flips,
        long values,
        long differing,
        double sum,
        double max) {

    private static final OutputDifference NOT_COMPARABLE =
            new OutputDifference(false, 0, 0, 0, 0, 0, 0);

    /// @param tolerance the greatest absolute difference that counts as none
    /// @param threshold a single score is a positive decision from there on
    public static OutputDifference of(
            List<Tensor> ours, List<Tensor> theirs, double tolerance, double threshold) {
        Counting counting = new Counting(tolerance);
        for (Tensor our : ours) {
            Tensor their =
                    theirs.stream()
                            .filter(each -> each.name().equals(our.name()))
                            .findFirst()
                            .orElse(null);
            if (their == null || their.type() != our.type() || !their.shape().equals(our.shape())) {
                return NOT_COMPARABLE;
            }
            counting.add(our, their);
        }
        Tensor first = ours.getFirst();
        Tensor other =
                theirs.stream()
                        .filter(each -> each.name().equals(first.name()))
                        .findFirst()
                        .orElseThrow();
        int rows = first.shape().rank() == 0 ? 1 : first.rows();
        return new OutputDifference(
                true,
                rows,
                flips(first, other, rows, threshold),
                counting.values,
                counting.differing,
                counting.sum,
                counting.max);
    }

    private static int flips(Tensor ours, Tensor theirs, int rows, double threshold) {
        if (ours.type() == DataType.BYTES || rows == 0) {
            return 0;
        }
        int width = Math.toIntExact(ours.shape().elements() / rows);
        int flips = 0;
        for (int row = 0; row < rows && width > 0; row++) {
            if (decision(ours, row, width, threshold) != decision(theirs, row, width, threshold)) {
                flips++;
            }
        }
        return flips;
    }

    private static int decision(Tensor output, int row, int width, double threshold) {
        if (width == 1) {
            return output.number(row) >= threshold ? 1 : 0;
        }
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (output.number(row * width + i) > output.number(row * width + best)) {
                best = i;
            }
        }
        return best;
    }

    private static final class Counting {
        private final double tolerance;
        private long values;
        private long differing;
        private double sum;
        private double max;

        Counting(double tolerance) {
            this.tolerance = tolerance;
        }

        void add(Tensor ours, Tensor theirs) {
            if (ours.content() instanceof Strings mine
                    && theirs.content() instanceof Strings others) {
                for (int i = 0; i < mine.elements().size(); i++) {
                    if (!Arrays.equals(mine.elements().get(i), others.elements().get(i))) {
                        differing++;
                    }
                }
                return;
            }
            int elements = Math.toIntExact(ours.shape().elements());
            for (int i = 0; i < elements; i++) {
                add(ours.number(i), theirs.number(i));
            }
        }

        /// Equal infinities and two NaN do not differ; one NaN differs, by no amount.
        private void add(double ours, double theirs) {
            values++;
            if (Double.compare(ours, theirs) == 0) {
                return;
            }
            double difference = Math.abs(ours - theirs);
            if (!(difference <= tolerance)) {
                differing++;
            }
            if (Double.isFinite(difference)) {
                sum += difference;
                max = Math.max(max, difference);
            }
        }
    }
}
