package io.minimlops.gateway.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.minimlops.gateway.runtime.RuntimeConfig.Provider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What ONNX Runtime executes on: decided once, when the first model is loaded.
final class ExecutionProvider {

    private static final Logger LOG = Logger.getLogger(ExecutionProvider.class);

    private final Provider wished;
    private final int gpu;
    private boolean fellBack;

    ExecutionProvider(Provider wished, int gpu) {
        this.wished = wished;
        this.gpu = gpu;
    }

    /// Sets the options up and says for what.
    ///
    /// @throws UnloadableModel when the GPU is demanded and cannot be used
    synchronized Device apply(SessionOptions options) throws UnloadableModel {
        if (wished == Provider.CPU || fellBack) {
            return Device.CPU;
        }
        try {
            if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
                return withoutGpu("this ONNX Runtime is built without CUDA", null);
            }
            options.addCUDA(gpu);
            return Device.GPU;
        } catch (OrtException | LinkageError e) {
            return withoutGpu(String.valueOf(e.getMessage()), e);
        }
    }

    private Device withoutGpu(String why, @Nullable Throwable cause) throws UnloadableModel {
        if (wished == Provider.CUDA) {
            String message = "mlops.gateway.runtime.provider is cuda, and there is none: " + why;
            throw cause == null
                    ? new UnloadableModel(message)
                    : new UnloadableModel(message, cause);
        }
        LOG.infof("models are executed on the CPU: %s", why);
        fellBack = true;
        return Device.CPU;
    }
}
