package io.minimlops.gateway.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which of a switch's steps the rows of a request take.
///
/// @param rows by the steps' places, in the steps' order; steps that nobody takes are not there.
///     One entry: all rows go one way
/// @param of how many rows; 0 when only parameters decided, whatever the rows are
record Ways(Map<Integer, int[]> rows, int of) {

    /// @throws GraphRefused when a row matches nothing, or there is nothing to decide by
    static Ways of(GraphNode node, Map<String, Object> parameters, Map<String, Tensor> pool) {
        List<GraphStep> steps = node.stepsOrNone();
        int of = rows(steps, pool);
        int[] taken = new int[Math.max(1, of)];
        int[] many = new int[steps.size()];
        for (int row = 0; row < taken.length; row++) {
            taken[row] = step(steps, parameters, pool, row);
            many[taken[row]]++;
        }
        Map<Integer, int[]> rows = new LinkedHashMap<>();
        for (int step = 0; step < many.length; step++) {
            if (many[step] > 0) {
                rows.put(step, rowsOf(step, taken, many[step]));
            }
        }
        return new Ways(rows, of);
    }

    private static int[] rowsOf(int step, int[] taken, int many) {
        int[] rows = new int[many];
        int next = 0;
        for (int row = 0; next < many; row++) {
            if (taken[row] == step) {
                rows[next++] = row;
            }
        }
        return rows;
    }

    private static int step(
            List<GraphStep> steps,
            Map<String, Object> parameters,
            Map<String, Tensor> pool,
            int row) {
        for (int i = 0; i < steps.size(); i++) {
            Condition when = steps.get(i).when();
            if (when == null || when.holds(value(when, parameters, pool, row))) {
                return i;
            }
        }
        throw new GraphRefused(
                Fault.REQUEST,
                "row %d matches none of the switch's conditions, and it has no step without one"
                        .formatted(row));
    }

    private static int rows(List<GraphStep> steps, Map<String, Tensor> pool) {
        int rows = 0;
        for (GraphStep step : steps) {
            if (step.when() != null && step.when().tensor() != null) {
                Tensor tensor = tensor(step.when().tensor(), pool);
                if (tensor.rows() == 0) {
                    throw new GraphRefused(
                            Fault.REQUEST,
                            "the switch decides by '%s', which has no rows"
                                    .formatted(tensor.name()));
                }
                if (rows != 0 && tensor.rows() != rows) {
                    throw new GraphRefused(
                            Fault.REQUEST,
                            "the switch decides by '%s', which has %d rows where another tensor has %d"
                                    .formatted(tensor.name(), tensor.rows(), rows));
                }
                rows = tensor.rows();
            }
        }
        return rows;
    }

    private static @Nullable Object value(
            Condition when, Map<String, Object> parameters, Map<String, Tensor> pool, int row) {
        if (when.tensor() == null) {
            return parameters.get(String.valueOf(when.parameter()));
        }
        Tensor tensor = tensor(when.tensor(), pool);
        int perRow = Math.toIntExact(tensor.shape().elements() / tensor.rows());
        int column = when.column() == null ? 0 : when.column();
        if (column >= perRow || when.column() == null && perRow != 1) {
            throw new GraphRefused(
                    Fault.REQUEST,
                    "the switch decides by column %s of '%s', which has %d elements a row"
                            .formatted(when.column(), tensor.name(), perRow));
        }
        return element(tensor, row * perRow + column);
    }

    private static @Nullable Object element(Tensor tensor, int place) {
        if (tensor.missing().get(place)) {
            return null;
        }
        return switch (tensor.content()) {
            case Strings(List<byte[]> elements) -> new String(elements.get(place), UTF_8);
            case Tensor.Numbers _ when tensor.type() == DataType.BOOL -> tensor.number(place) != 0;
            case Tensor.Numbers _ -> tensor.number(place);
        };
    }

    private static Tensor tensor(@Nullable String name, Map<String, Tensor> pool) {
        Tensor tensor = pool.get(String.valueOf(name));
        if (tensor == null) {
            throw new GraphRefused(
                    Fault.REQUEST,
                    "the switch decides by '%s', which is neither in the request nor given before; there are %s"
                            .formatted(name, pool.keySet()));
        }
        return tensor;
    }
}
