package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/// The classification extension: instead of all its values an output gives the greatest ones of
/// each row, as strings `value:index` or `value:index:label`, the greatest first.
final class Classification {

    private Classification() {}

    /// @param most classes of each row; an output that has fewer gives them all
    static Tensor of(Tensor output, int most, ClassLabels labels) {
        if (output.type() == DataType.BYTES) {
            throw new BadRequest(
                    "output '%s' has the datatype BYTES, a classification needs numbers"
                            .formatted(output.name()));
        }
        boolean perRow = labels.perRow() && output.shape().rank() > 0;
        int rows = perRow ? output.rows() : 1;
        int values = rows == 0 ? 0 : Math.toIntExact(output.shape().elements() / rows);
        int classes = Math.min(most, values);
        List<byte[]> told = new ArrayList<>(rows * classes);
        for (int row = 0; row < rows; row++) {
            for (int index : greatest(output, row * values, values, classes)) {
                told.add(text(output, row * values + index, index, labels).getBytes(UTF_8));
            }
        }
        Shape shape = perRow ? Shape.of(rows, classes) : Shape.of(classes);
        return Tensor.of(output.name(), DataType.BYTES, shape, new Strings(told));
    }

    /// Of equal ones the first; not-a-number is less than anything.
    private static List<Integer> greatest(Tensor output, int from, int count, int most) {
        Comparator<Integer> order =
                Comparator.<Integer>comparingDouble(index -> rank(output.number(from + index)))
                        .thenComparing(Comparator.reverseOrder());
        PriorityQueue<Integer> kept = new PriorityQueue<>(Math.max(1, most), order);
        for (int index = 0; index < count; index++) {
            kept.add(index);
            if (kept.size() > most) {
                kept.remove();
            }
        }
        List<Integer> greatest = new ArrayList<>(kept);
        greatest.sort(Collections.reverseOrder(order));
        return greatest;
    }

    private static double rank(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /// Six digits behind the point, as C++ prints numbers that nobody formats.
    private static String text(Tensor output, int at, int index, ClassLabels labels) {
        String value =
                output.type().isFloating()
                        ? String.format(Locale.ROOT, "%f", output.number(at))
                        : output.wholeText(at);
        return labels.name(index)
                .map(label -> value + ":" + index + ":" + label)
                .orElse(value + ":" + index);
    }
}
