package io.minimlops.gateway.model;

import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/// Runs a model on zeros before the first request does, so that no request pays for allocation and
/// first use.
final class WarmUp {

    private static final int[] SIZES = {1, 32};

    private WarmUp() {}

    /// @throws UnloadableModel when a model whose signature leaves nothing open fails on it
    static void run(ModelGraph graph, int maxRows, int runs) throws UnloadableModel {
        boolean everythingKnown =
                graph.isBatchable()
                        && graph.inputs().stream()
                                .allMatch(input -> input.shape().perRow().isKnown());
        try (Execution execution = graph.newExecution()) {
            for (int size : SIZES) {
                int rows = graph.isBatchable() ? Math.min(size, maxRows) : 1;
                List<Tensor> zeros =
                        graph.inputs().stream().map(input -> zeros(input, rows)).toList();
                for (int run = 0; run < runs; run++) {
                    execution.run(List.of(zeros));
                }
            }
        } catch (ExecutionFailed e) {
            if (everythingKnown) {
                throw new UnloadableModel("the model fails on zeros: " + e.getMessage(), e);
            }
        }
    }

    private static Tensor zeros(TensorSpec spec, int rows) {
        List<Long> dimensions =
                spec.shape().dimensions().stream().map(d -> d == Shape.ANY ? 1 : d).toList();
        Shape shape = new Shape(dimensions);
        if (spec.isBatched()) {
            shape = shape.withRows(rows);
        }
        int elements = Math.toIntExact(shape.elements());
        Tensor.Content content =
                spec.type() == DataType.BYTES
                        ? new Tensor.Strings(Collections.nCopies(elements, new byte[0]))
                        : new Tensor.Numbers(ByteBuffer.allocate(elements * spec.type().width()));
        return Tensor.of(spec.name(), spec.type(), shape, content);
    }
}
