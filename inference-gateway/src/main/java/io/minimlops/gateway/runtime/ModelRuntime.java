package io.minimlops.gateway.runtime;

import java.nio.file.Path;

/// Executes models of one kind.
public interface ModelRuntime {

    /// What model metadata calls this runtime, for example `onnxruntime_onnx`.
    String platform();

    /// Reads a model and tries it once.
    ///
    /// @param threads one execution may use
    /// @throws UnloadableModel when the file is no model this runtime can execute
    ModelGraph load(Path file, int threads) throws UnloadableModel;
}
