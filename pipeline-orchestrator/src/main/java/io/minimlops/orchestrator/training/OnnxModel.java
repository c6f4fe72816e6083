package io.minimlops.orchestrator.training;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.minimlops.xgboost.OnnxExport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/// A registered `model.onnx` in ONNX Runtime, to score labelled rows with: one FP32 input `[-1,
/// F]`, the positive class's probability out. Close it; one thread at a time.
public final class OnnxModel implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 1_024;

    private final OrtSession session;
    private final String input;
    private final int width;
    private final String output;

    private OnnxModel(OrtSession session) throws OrtException {
        this.session = session;
        NodeInfo only = onlyInput(session);
        this.input = only.getName();
        this.width = width(only);
        List<String> outputs = List.copyOf(session.getOutputNames());
        this.output =
                outputs.contains(OnnxExport.PROBABILITY)
                        ? OnnxExport.PROBABILITY
                        : outputs.getLast();
    }

    /// @throws UnusableModel when it is no ONNX model with one FP32 matrix as input
    public static OnnxModel load(byte[] onnx) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false); // scored once: nothing to keep memory for
            return open(OrtEnvironment.getEnvironment().createSession(onnx, options));
        } catch (OrtException e) {
            throw new UnusableModel("ONNX Runtime cannot load the model: " + e.getMessage(), e);
        }
    }

    private static OnnxModel open(OrtSession session) throws OrtException {
        try {
            return new OnnxModel(session);
        } catch (OrtException | UnusableModel e) {
            session.close();
            throw e;
        }
    }

    /// Number of inputs the model expects.
    public int width() {
        return width;
    }

    /// Probability of the positive class per row.
    ///
    /// @throws UnusableModel when the data's width is not the model's, or its output is no
    ///     probability per row
    public float[] score(Dataset data) {
        if (data.width() != width) {
            throw new UnusableModel(
                    "the model takes %d columns, the data has %d".formatted(width, data.width()));
        }
        float[] scores = new float[data.rows()];
        FloatBuffer batch =
                ByteBuffer.allocateDirect(ROWS_AT_ONCE * width * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        for (int from = 0; from < scores.length; from += ROWS_AT_ONCE) {
            int rows = Math.min(ROWS_AT_ONCE, scores.length - from);
            batch.clear().put(data.values(), from * width, rows * width).flip();
            score(batch, rows, scores, from);
        }
        return scores;
    }

    private void score(FloatBuffer batch, int rows, float[] scores, int from) {
        long[] shape = {rows, width};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), batch, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (!(result.get(output).orElseThrow() instanceof OnnxTensor answer)) {
                throw new UnusableModel("output '" + output + "' is not a tensor");
            }
            FloatBuffer values = answer.getFloatBuffer();
            if (values == null || values.remaining() % rows != 0) {
                throw new UnusableModel("output '" + output + "' is not FP32 per row");
            }
            int perRow = values.remaining() / rows; // of [no, yes] the last is the positive class
            for (int row = 0; row < rows; row++) {
                scores[from + row] = values.get(row * perRow + perRow - 1);
            }
        } catch (OrtException e) {
            throw new UnusableModel("ONNX Runtime cannot score: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new UnusableModel("ONNX Runtime cannot close the model: " + e.getMessage(), e);
        }
    }

    private static NodeInfo onlyInput(OrtSession session) throws OrtException {
        List<NodeInfo> inputs = List.copyOf(session.getInputInfo().values());
        if (inputs.size() != 1) {
            throw new UnusableModel("the model has %d inputs, not one".formatted(inputs.size()));
        }
        return inputs.getFirst();
    }

    private static int width(NodeInfo input) {
        if (input.getInfo() instanceof TensorInfo tensor
                && tensor.getShape().length == 2
                && tensor.getShape()[1] > 0) {
            return (int) tensor.getShape()[1];
        }
        throw new UnusableModel("input '" + input.getName() + "' is not a matrix of known width");
    }
}
