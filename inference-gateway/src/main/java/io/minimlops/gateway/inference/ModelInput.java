package io.minimlops.gateway.inference;

import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What goes into the model, and what is known about how it came to be.
///
/// @param vectors absent for a model fed by tensors
/// @param keys of a feature-aware request
/// @param flagged missing cells as the answer tells them; empty when it does not
record ModelInput(
        List<Tensor> tensors, @Nullable Vectors vectors, @Nullable Keys keys, String flagged) {

    /// What the answer says of looked-up features.
    Map<String, Object> parameters() {
        if (vectors == null) {
            return Map.of();
        }
        Map<String, Object> parameters = new TreeMap<>(vectors.statusCounts());
        if (!flagged.isEmpty()) {
            parameters.put("missing_features", flagged);
        }
        return parameters;
    }
}
