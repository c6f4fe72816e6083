package io.minimlops.gateway.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
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
        return load(source.file(), threads);
    }

    private ModelGraph load(Path file, int threads) throws UnloadableModel {
        String name = file.getFileName().toString();
        return load(
                name,
                threads,
                (environment, options, device) -> {
                    OrtSession session = environment.createSession(file.toString(), options);
                    UnsignedTensors unsigned = UnsignedTensors.of(session);
                    if (unsigned.isEmpty()) {
                        return OnnxGraph.of(environment, session, device);
                    }
                    session.close();
                    return new UnsignedGraph(twin(file, unsigned, threads), unsigned);
                });
    }

    private ModelGraph twin(Path file, UnsignedTensors unsigned, int threads)
            throws UnloadableModel {
        try {
            Path twin = SignedTwin.write(file, unsigned);
            try {
                return load(twin, threads);
            } finally {
                Files.delete(twin);
            }
        } catch (IOException e) {
            throw new UnloadableModel(String.valueOf(e.getMessage()), e);
        }
    }

    /// A model that lies in memory.
    ///
    /// @param name to call it by when it cannot be loaded
    public ModelGraph load(String name, byte[] onnx, int threads) throws UnloadableModel {
        return load(
                name,
                threads,
                (environment, options, device) ->
                        OnnxGraph.of(
                                environment, environment.createSession(onnx, options), device));
    }

    private interface Opening {
        ModelGraph open(OrtEnvironment environment, SessionOptions options, Device device)
                throws OrtException, UnloadableModel;
    }

    private ModelGraph load(String name, int threads, Opening opening) throws UnloadableModel {
        try (SessionOptions options = options(threads)) {
            Device device = provider.apply(options);
            return opening.open(OrtEnvironment.getEnvironment(), options, device);
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
