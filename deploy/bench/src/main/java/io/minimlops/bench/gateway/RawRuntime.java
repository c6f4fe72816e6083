package io.minimlops.bench.gateway;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.minimlops.bench.load.Client;
import java.util.Map;

/// A model on ONNX Runtime in this process, without a server: one thread, the tensor laid out
/// beforehand. What it does in a second is the limit of a gateway with one executor of one thread.
final class RawRuntime implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final BenchModel model;

    RawRuntime(BenchModel model) throws OrtException {
        this.model = model;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model.onnx(), options);
        }
    }

    /// Runs the same rows again and again.
    Client client(int rows) throws OrtException {
        OnnxTensor input =
                OnnxTensor.createTensor(
                        environment,
                        new Requests(model, rows).direct(),
                        new long[] {rows, model.width()},
                        OnnxJavaType.FLOAT);
        Map<String, OnnxTensor> inputs = Map.of("input", input);
        return new Client() {
            @Override
            public void call(int number) throws OrtException {
                session.run(inputs).close();
            }

            @Override
            public void close() {
                input.close();
            }
        };
    }

    /// What the model says to one row.
    float[] answer() throws OrtException {
        OnnxTensor input =
                OnnxTensor.createTensor(
                        environment,
                        new Requests(model, 1).direct(),
                        new long[] {1, model.width()},
                        OnnxJavaType.FLOAT);
        try (input;
                OrtSession.Result result = session.run(Map.of("input", input))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
