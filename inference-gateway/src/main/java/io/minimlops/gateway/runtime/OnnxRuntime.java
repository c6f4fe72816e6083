package io.minimlops.gateway.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/// ONNX models on ONNX Runtime.
@ApplicationScoped
public class OnnxRuntime implements ModelRuntime {

    private final ExecutionProvider provider;

    public OnnxRuntime(RuntimeConfig config) {
        this.provider = new ExecutionProvider(config.provider(), config.cudaDevice());
    }

    @Override
    public String flavour() {
        return "onnx";
    }

    @Override
    public String platform() {
        return "onnxruntime_onnx";
    }

    @Override
    public String backend() {
        return "onnxruntime";
    }

    @Override
    public ModelGraph load(ModelSource source, int threads) throws UnloadableModel {
        Path file = source.file();
        return load(
                file.getFileName().toString(),
                threads,
                (environment, options) -> environment.createSession(file.toString(), options));
    }

    /// A model that lies in memory.
    ///
    /// @param name to call it by when it cannot be loaded
    public ModelGraph load(String name, byte[] onnx, int threads) throws UnloadableModel {
        return load(
                name, threads, (environment, options) -> environment.createSession(onnx, options));
    }

    private interface Opening {
        OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }

    private ModelGraph load(String name, int threads, Opening opening) throws UnloadableModel {
        try (SessionOptions options = options(threads)) {
            Device device = provider.apply(options);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return OnnxGraph.of(environment, opening.open(environment, options), device);
        } catch (OrtException e) {
            throw new UnloadableModel(
                    name + " is not a model ONNX Runtime can load: " + e.getMessage(), e);
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
