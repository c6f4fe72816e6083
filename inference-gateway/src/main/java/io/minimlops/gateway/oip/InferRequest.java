package io.minimlops.gateway.oip;

import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An inference request as the wire has it.
///
/// @param parameters strings, numbers and booleans
public record InferRequest(
        @Nullable String id,
        Map<String, Object> parameters,
        Map<String, Tensor> inputs,
        List<WantedOutput> outputs) {

    /// @param binary absent: as the request says for all
    public record WantedOutput(String name, @Nullable Boolean binary) {}

    boolean wantsBinary(String output) {
        boolean all = Boolean.TRUE.equals(parameters.get("binary_data_output"));
        return outputs.stream()
                .filter(wanted -> wanted.name().equals(output) && wanted.binary() != null)
                .map(wanted -> Boolean.TRUE.equals(wanted.binary()))
                .findFirst()
                .orElse(all);
    }

    List<String> outputNames() {
        return outputs.stream().map(WantedOutput::name).toList();
    }
}
