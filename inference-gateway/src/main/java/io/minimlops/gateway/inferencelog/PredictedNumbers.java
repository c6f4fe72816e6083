package io.minimlops.gateway.inferencelog;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import java.util.Arrays;

/// The one number per row that the log keeps of a model's first output: the value; of two, the
/// second (the positive class); of more, the greatest one's index. NaN where there is none.
public final class PredictedNumbers {

    private PredictedNumbers() {}

    public static double[] of(Tensor output, int rows) {
        double[] predictions = new double[rows];
        if (output.type() == DataType.BYTES
                || output.shape().rank() == 0
                || output.rows() != rows) {
            Arrays.fill(predictions, Double.NaN);
            return predictions;
        }
        int width = (int) output.shape().perRow().elements();
        for (int row = 0; row < rows; row++) {
            predictions[row] =
                    switch (width) {
                        case 0 -> Double.NaN;
                        case 1 -> output.number(row);
                        case 2 -> output.number(row * 2 + 1);
                        default -> greatest(output, row * width, width);
                    };
        }
        return predictions;
    }

    private static int greatest(Tensor output, int from, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            if (output.number(from + i) > output.number(from + best)) {
                best = i;
            }
        }
        return best;
    }
}
