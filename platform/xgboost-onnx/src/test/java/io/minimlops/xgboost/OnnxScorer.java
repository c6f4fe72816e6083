package io.minimlops.xgboost;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/// A converted model in ONNX Runtime.
final class OnnxScorer implements AutoCloseable, Parity.Scorer<OrtException> {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxScorer(byte[] onnx) throws OrtException {
        session = environment.createSession(onnx);
    }

    String output() {
        return session.getOutputNames().iterator().next();
    }

    @Override
    public float[] score(float[] values, int rows) throws OrtException {
        long[] shape = {rows, values.length / rows};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
            FloatBuffer answers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] all = new float[answers.remaining()];
            answers.get(all);
            return all;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
