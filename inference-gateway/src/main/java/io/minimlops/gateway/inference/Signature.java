package io.minimlops.gateway.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.feature.FeatureOutputs;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a request against a model's own inputs and outputs. The texts are those Triton's users
/// know.
final class Signature {

    private Signature() {}

    /// The request's tensors in the order of the model's inputs.
    static List<Tensor> inputs(LoadedVersion version, String model, Map<String, Tensor> tensors) {
        List<TensorSpec> specs = version.inputs();
        for (String name : tensors.keySet()) {
            if (!isAmong(specs, name)) {
                throw invalid("unexpected inference input '%s' for model '%s'", name, model);
            }
        }
        List<Tensor> inputs = new ArrayList<>(specs.size());
        for (TensorSpec spec : specs) {
            Tensor tensor = tensors.get(spec.name());
            if (tensor == null) {
                throw invalid(
                        "expected %d inputs but got %d inputs for model '%s': '%s' is missing",
                        specs.size(), tensors.size(), model, spec.name());
            }
            check(spec, tensor, model);
            inputs.add(tensor);
        }
        if (version.isBatchable()) {
            checkRows(inputs, model);
        }
        return inputs;
    }

    /// What a version takes of tensors that a graph knows: the keys and columns of a feature-aware
    /// model if all are there, else its own inputs.
    static Map<String, Tensor> taken(LoadedVersion version, Map<String, Tensor> known) {
        Set<String> names = new LinkedHashSet<>();
        version.features()
                .ifPresent(
                        spec -> {
                            names.addAll(spec.entities());
                            spec.requestColumns().forEach(column -> names.add(column.name()));
                        });
        if (names.isEmpty() || !known.keySet().containsAll(names)) {
            names.clear();
            version.inputs().forEach(input -> names.add(input.name()));
        }
        Map<String, Tensor> taken = new HashMap<>(known);
        taken.keySet().retainAll(names);
        return taken;
    }

    private static void check(TensorSpec spec, Tensor tensor, String model) {
        if (tensor.type() != spec.type()) {
            throw invalid(
                    "inference input '%s' data-type is '%s', but model '%s' expects '%s'",
                    spec.name(), tensor.type(), model, spec.type());
        }
        if (!spec.shape().admits(tensor.shape())) {
            throw invalid(
                    "unexpected shape for input '%s' for model '%s'. Expected %s, got %s",
                    spec.name(), model, spec.shape(), tensor.shape());
        }
        checkText(spec, tensor);
        if (!tensor.missing().isEmpty()) {
            throw invalid(
                    "input '%s' has a null at element %d; only a model with looked-up features knows"
                            + " missing values",
                    spec.name(), tensor.missing().nextSetBit(0));
        }
    }

    /// A model's strings are text: other bytes would reach it changed.
    private static void checkText(TensorSpec spec, Tensor tensor) {
        if (!(tensor.content() instanceof Strings(List<byte[]> elements))) {
            return;
        }
        for (int i = 0; i < elements.size(); i++) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(elements.get(i)));
            } catch (CharacterCodingException e) {
                throw invalid(
                        "input '%s', element %d: its bytes are no text in UTF-8", spec.name(), i);
            }
        }
    }

    private static void checkRows(List<Tensor> inputs, String model) {
        int rows = inputs.getFirst().rows();
        for (Tensor input : inputs) {
            if (input.rows() != rows) {
                throw invalid(
                        "input '%s' batch size does not match other inputs for '%s': %d and %d",
                        input.name(), model, input.rows(), rows);
            }
        }
    }

    /// The wanted outputs, in the order wanted.
    ///
    /// @param all of two with the same name, the later
    static List<Tensor> outputs(List<Tensor> all, List<String> wanted, String model) {
        if (wanted.isEmpty()) {
            return all;
        }
        Map<String, Tensor> byName = new HashMap<>();
        all.forEach(tensor -> byName.put(tensor.name(), tensor));
        List<Tensor> outputs = new ArrayList<>(wanted.size());
        for (String name : wanted) {
            Tensor output = byName.get(name);
            if (output == null) {
                throw unknownOutput(name, model);
            }
            outputs.add(output);
        }
        return outputs;
    }

    /// To be known before the model runs.
    ///
    /// @param looksUp whether features are looked up, and can be told about
    static void checkOutputs(
            LoadedVersion version, boolean looksUp, List<String> wanted, String model) {
        for (String name : wanted) {
            boolean known = isAmong(version.outputs(), name);
            if (!known && !(looksUp && FeatureOutputs.isOne(name))) {
                throw unknownOutput(name, model);
            }
        }
    }

    private static boolean isAmong(List<TensorSpec> specs, String name) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static InferenceRefused unknownOutput(String name, String model) {
        return invalid("unexpected inference output '%s' for model '%s'", name, model);
    }

    private static InferenceRefused invalid(String format, Object... arguments) {
        return new InferenceRefused(Kind.INVALID, format.formatted(arguments));
    }
}
