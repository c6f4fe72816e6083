package io.minimlops.gateway.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Tries a model on zeros, because a signature may promise what the graph does not keep: outputs
/// declared `[-1,1]` need not have as many rows as the input.
final class OnnxProbe {

    private static final int ROWS = 3;
    private static final long LARGEST = 1 << 22;

    private OnnxProbe() {}

    /// @param batchable rows in equal rows out
    /// @param fixedOutputs besides, every output row has the declared size
    record Findings(boolean batchable, boolean fixedOutputs) {}

    static Findings probe(
            OrtEnvironment environment,
            OrtSession session,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs) {
        boolean declared =
                Stream.concat(inputs.stream(), outputs.stream()).allMatch(TensorSpec::isBatched);
        if (!declared || inputs.isEmpty()) {
            return new Findings(false, false);
        }
        if (inputs.stream().anyMatch(input -> input.type() == DataType.BYTES || isLarge(input))) {
            return new Findings(true, false);
        }
        Map<String, OnnxTensor> zeros = new HashMap<>();
        try {
            for (TensorSpec input : inputs) {
                zeros.put(input.name(), zeros(environment, input));
            }
            try (OrtSession.Result result = session.run(zeros)) {
                return judge(result, outputs);
            }
        } catch (OrtException e) {
            // Zeros in a guessed shape may be nonsense to this model; real requests decide.
            return new Findings(true, false);
        } finally {
            zeros.values().forEach(OnnxTensor::close);
        }
    }

    private static Findings judge(OrtSession.Result result, List<TensorSpec> outputs)
            throws OrtException {
        boolean batchable = true;
        boolean fixed = true;
        for (TensorSpec output : outputs) {
            OnnxTensor value = (OnnxTensor) result.get(output.name()).orElseThrow();
            Shape shape = Shape.of(value.getInfo().getShape());
            batchable &= shape.rank() > 0 && shape.rows() == ROWS;
            fixed &= output.type() != DataType.BYTES;
            fixed &= shape.rank() > 0 && shape.perRow().equals(output.shape().perRow());
        }
        return new Findings(batchable, batchable && fixed);
    }

    private static Shape smallest(TensorSpec input) {
        return new Shape(
                        input.shape().dimensions().stream()
                                .map(extent -> extent == Shape.ANY ? 1 : extent)
                                .toList())
                .withRows(ROWS);
    }

    /// A signature may claim any extent: memory is not spent on what only a file says.
    private static boolean isLarge(TensorSpec input) {
        try {
            return smallest(input).elements() > LARGEST;
        } catch (ArithmeticException e) {
            return true;
        }
    }

    private static OnnxTensor zeros(OrtEnvironment environment, TensorSpec input)
            throws OrtException {
        Shape shape = smallest(input);
        int bytes = Math.toIntExact(shape.elements() * input.type().width());
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(
                environment, memory, shape.toArray(), OnnxTypes.of(input.type()));
    }
}
