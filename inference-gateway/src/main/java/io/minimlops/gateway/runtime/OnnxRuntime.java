package io.minimlops.gateway.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/// ONNX models on ONNX Runtime, on the CPU.
@ApplicationScoped
public class OnnxRuntime implements ModelRuntime {

    @Override
    public String platform() {
        return "onnxruntime_onnx";
    }

    @Override
    public ModelGraph load(Path file, int threads) throws UnloadableModel {
        try (SessionOptions options = options(threads)) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(file.toString(), options);
            return OnnxGraph.of(environment, session);
        } catch (OrtException e) {
            throw new UnloadableModel(
                    file.getFileName() + " is not a model ONNX Runtime can load: " + e.getMessage(),
                    e);
        }
    }

    /// Threads that spin while they wait would starve the other services of a small machine.
    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
