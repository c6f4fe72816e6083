package io.minimlops.gateway.xgboost;

import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import io.minimlops.xgboost.Parity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The converted model as the parity check asks it, through the very execution that serves.
final class GraphScorer implements Parity.Scorer<UnloadableModel>, AutoCloseable {

    private final TensorSpec input;
    private final Execution execution;

    GraphScorer(ModelGraph graph) {
        this.input = graph.inputs().getFirst();
        this.execution = graph.newExecution();
    }

    @Override
    public float[] score(float[] values, int rows) throws UnloadableModel {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Tensor tensor =
                Tensor.of(
                        input.name(),
                        input.type(),
                        Shape.of(rows, values.length / rows),
                        new Tensor.Numbers(bytes));
        try {
            Tensor answer = execution.run(List.of(List.of(tensor))).results().getFirst().getFirst();
            float[] numbers = new float[(int) answer.shape().elements()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) answer.number(i);
            }
            return numbers;
        } catch (ExecutionFailed e) {
            throw new UnloadableModel("the converted model fails: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        execution.close();
    }
}
