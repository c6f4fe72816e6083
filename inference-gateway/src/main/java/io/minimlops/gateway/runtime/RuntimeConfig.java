package io.minimlops.gateway.runtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What models are executed on.
@ConfigMapping(prefix = "mlops.gateway.runtime")
public interface RuntimeConfig {

    enum Provider {
        /// The GPU when there is one that ONNX Runtime can use, else the CPU.
        AUTO,
        CPU,
        /// Nothing is loaded without a GPU.
        CUDA
    }

    /// CUDA needs a build with `-Pcuda`, a GPU, and NVIDIA's libraries.
    @WithDefault("auto")
    Provider provider();

    /// Number of the GPU, as CUDA counts.
    @WithDefault("0")
    int cudaDevice();
}
