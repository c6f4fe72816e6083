package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a version takes and gives, as far as tables are concerned.
///
/// @param features absent for a plain model
/// @param columnNames of a plain model's only matrix; empty when nobody said
record Signature(
        List<TensorSpec> inputs,
        List<TensorSpec> outputs,
        @Nullable FeatureSpec features,
        List<String> columnNames) {

    static Signature of(LoadedVersion version) {
        return new Signature(
                version.inputs(),
                version.outputs(),
                version.features().orElse(null),
                version.columns());
    }
}
