package io.minimlops.gateway.runtime;

/// Executes models of one flavour. Every bean of this type takes part: another runtime needs no
/// change anywhere else.
public interface ModelRuntime {

    /// MLflow's name of the models that this runtime executes, for example `onnx`.
    String flavour();

    /// What model metadata calls the project and the format, for example `onnxruntime_onnx`.
    String platform();

    /// What model configuration calls what executes it, for example `onnxruntime`.
    String backend();

    /// Reads a model and tries it once.
    ///
    /// @param source of this runtime's flavour
    /// @param threads one execution may use
    /// @throws UnloadableModel when the file is no model this runtime can execute
    ModelGraph load(ModelSource source, int threads) throws UnloadableModel;
}
