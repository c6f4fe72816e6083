package io.minimlops.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jboss.logging.Logger;

/// Runs a model before the first request does, so that no request pays for allocation and first
/// use: on its own input example when it has one that fits, else on zeros.
final class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int[] SIZES = {1, 32};

    /// Numbers; larger inputs are left to the first request.
    private static final long LARGEST = 1 << 22;

    private final ModelGraph graph;
    private final int maxRows;
    private final int runs;
    private final Duration limit;

    /// @param runs of each size
    /// @param limit after which no further run begins
    WarmUp(ModelGraph graph, int maxRows, int runs, Duration limit) {
        this.graph = graph;
        this.maxRows = maxRows;
        this.runs = runs;
        this.limit = limit;
    }

    /// @param example of the input, absent ([JsonNode#isMissingNode]) or not
    /// @throws UnloadableModel when a model whose signature leaves nothing open fails on zeros
    void run(JsonNode example, List<String> columns) throws UnloadableModel {
        InputExample fitting =
                graph.isBatchable()
                        ? InputExample.of(example, graph.inputs(), columns).orElse(null)
                        : null;
        if (fitting != null) {
            try {
                run(fitting::tensors);
                return;
            } catch (ExecutionFailed e) {
                LOG.infof("the model fails on its own input example: %s", e.getMessage());
            }
        }
        onZeros();
    }

    private void onZeros() throws UnloadableModel {
        if (graph.inputs().stream().anyMatch(WarmUp::isLarge)) {
            return;
        }
        boolean everythingKnown =
                graph.isBatchable()
                        && graph.inputs().stream()
                                .allMatch(input -> input.shape().perRow().isKnown());
        try {
            run(rows -> graph.inputs().stream().map(input -> zeros(input, rows)).toList());
        } catch (ExecutionFailed e) {
            if (everythingKnown) {
                throw new UnloadableModel("the model fails on zeros: " + e.getMessage(), e);
            }
        }
    }

    private void run(IntFunction<List<Tensor>> inputs) throws ExecutionFailed {
        long start = System.nanoTime();
        try (Execution execution = graph.newExecution()) {
            for (int size : SIZES) {
                int rows = graph.isBatchable() ? Math.min(size, maxRows) : 1;
                List<Tensor> tensors = inputs.apply(rows);
                for (int run = 0; run < runs; run++) {
                    execution.run(List.of(tensors));
                    if (System.nanoTime() - start >= limit.toNanos()) {
                        return;
                    }
                }
            }
        }
    }

    private static Shape smallest(TensorSpec spec) {
        return new Shape(
                spec.shape().dimensions().stream().map(d -> d == Shape.ANY ? 1 : d).toList());
    }

    private static boolean isLarge(TensorSpec spec) {
        try {
            return smallest(spec).elements() > LARGEST / SIZES[1];
        } catch (ArithmeticException e) {
            return true;
        }
    }

    private static Tensor zeros(TensorSpec spec, int rows) {
        Shape shape = spec.isBatched() ? smallest(spec).withRows(rows) : smallest(spec);
        int elements = Math.toIntExact(shape.elements());
        Tensor.Content content =
                spec.type() == DataType.BYTES
                        ? new Tensor.Strings(Collections.nCopies(elements, new byte[0]))
                        : new Tensor.Numbers(ByteBuffer.allocate(elements * spec.type().width()));
        return Tensor.of(spec.name(), spec.type(), shape, content);
    }
}
