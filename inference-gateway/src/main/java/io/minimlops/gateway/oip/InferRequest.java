package io.minimlops.gateway.oip;

import io.minimlops.gateway.model.ClassLabels;
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
    /// @param classes the greatest ones in the place of all values; 0: all values
    public record WantedOutput(String name, @Nullable Boolean binary, int classes) {

        private static final String CLASSES = "classification";

        /// @param parameters those of the output
        public static WantedOutput of(String name, Map<String, Object> parameters) {
            Object binary = parameters.get("binary_data");
            Object classes = parameters.getOrDefault(CLASSES, 0L);
            if (!(classes instanceof Long count) || count < 0) {
                throw new BadRequest(
                        "output '%s': parameter '%s' must be a whole number, not negative"
                                .formatted(name, CLASSES));
            }
            return new WantedOutput(
                    name,
                    binary instanceof Boolean flag ? flag : null,
                    (int) Math.min(count, Integer.MAX_VALUE));
        }
    }

    /// An output as it is wanted: its values, or its classes.
    public Tensor form(Tensor output, ClassLabels labels) {
        return outputs.stream()
                .filter(wanted -> wanted.name().equals(output.name()) && wanted.classes() > 0)
                .findFirst()
                .map(wanted -> Classification.of(output, wanted.classes(), labels))
                .orElse(output);
    }

    /// Whether the answer is to say what batch it came out of.
    boolean asksForBatch() {
        return Boolean.TRUE.equals(parameters.get("explain_batch"));
    }

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
