package io.minimlops.gateway.oip;

import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/// What a model takes and gives. For a model with looked-up features, what a request has to bring.
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {

    /// @param shape -1 for any extent
    public record TensorMetadata(String name, String datatype, List<Long> shape) {

        TensorSpec spec() {
            return new TensorSpec(name, DataType.valueOf(datatype), new Shape(shape));
        }

        static TensorMetadata of(TensorSpec spec) {
            return new TensorMetadata(spec.name(), spec.type().name(), spec.shape().dimensions());
        }
    }

    static ModelMetadata of(String name, List<String> versions, LoadedVersion version) {
        return new ModelMetadata(
                name,
                versions,
                version.platform(),
                inputs(version),
                version.outputs().stream().map(TensorMetadata::of).toList());
    }

    static List<TensorMetadata> inputs(LoadedVersion version) {
        if (version.features().isEmpty()) {
            return version.inputs().stream().map(TensorMetadata::of).toList();
        }
        FeatureSpec spec = version.features().get();
        List<TensorMetadata> inputs = new ArrayList<>();
        spec.entities()
                .forEach(entity -> inputs.add(new TensorMetadata(entity, "BYTES", List.of(-1L))));
        spec.requestColumns()
                .forEach(
                        column ->
                                inputs.add(
                                        new TensorMetadata(column.name(), "FP64", List.of(-1L))));
        return inputs;
    }
}
