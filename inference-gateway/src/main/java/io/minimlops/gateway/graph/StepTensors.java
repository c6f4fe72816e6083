package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphRefused.Fault;
import io.minimlops.gateway.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What goes into a step and comes out of it, under the names that each side knows.
final class StepTensors {

    /// Follows the rows wherever they go, so that each step knows what feedback will call them.
    private static final String IDS = "prediction_id";

    private StepTensors() {}

    /// @throws GraphRefused when a tensor is not there
    static Map<String, Tensor> inputs(GraphStep step, Map<String, Tensor> pool, String path) {
        if (step.inputs() == null) {
            return pool;
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        step.inputs()
                .forEach(
                        (name, from) -> {
                            Tensor tensor = pool.get(from);
                            if (tensor == null) {
                                throw new GraphRefused(
                                        Fault.REQUEST,
                                        "step '%s' wants '%s', which is neither in the request nor given before; there are %s"
                                                .formatted(path, from, pool.keySet()));
                            }
                            inputs.put(name, named(name, tensor));
                        });
        Tensor ids = pool.get(IDS);
        if (ids != null) {
            inputs.putIfAbsent(IDS, ids);
        }
        return inputs;
    }

    /// @throws GraphRefused when the step gives no such output
    static Map<String, Tensor> outputs(GraphStep step, Map<String, Tensor> outputs, String path) {
        Map<String, String> names = step.outputs();
        if (names == null) {
            return outputs;
        }
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        names.forEach(
                (from, name) -> {
                    Tensor tensor = outputs.get(from);
                    if (tensor == null) {
                        throw new GraphRefused(
                                Fault.GRAPH,
                                "step '%s' is to give '%s' and gives %s"
                                        .formatted(path, from, outputs.keySet()));
                    }
                    renamed.put(name, named(name, tensor));
                });
        return renamed;
    }

    static long elements(Map<String, Tensor> tensors) {
        return tensors.values().stream().mapToLong(tensor -> tensor.shape().elements()).sum();
    }

    /// @param answers null for a step that gave none
    static long elements(List<@Nullable Map<String, Tensor>> answers) {
        long elements = 0;
        for (Map<String, Tensor> answer : answers) {
            elements += answer == null ? 0 : elements(answer);
        }
        return elements;
    }

    /// The same content under another name.
    static Tensor named(String name, Tensor tensor) {
        return new Tensor(name, tensor.type(), tensor.shape(), tensor.content(), tensor.missing());
    }
}
