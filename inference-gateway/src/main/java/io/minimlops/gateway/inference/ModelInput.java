package io.minimlops.gateway.inference;

import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What goes into the model, and what is known about how it came to be.
///
/// @param vectors absent for a model fed by tensors
/// @param keys of a feature-aware request
record ModelInput(List<Tensor> tensors, @Nullable Vectors vectors, @Nullable Keys keys) {

    Map<String, Long> statusCounts() {
        return vectors == null ? Map.of() : vectors.statusCounts();
    }
}
