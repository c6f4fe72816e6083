package io.minimlops.gateway.oip;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphNode;
import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.gateway.graph.GraphSignature;
import io.minimlops.gateway.graph.GraphStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A graph's configuration in the shape of Triton's `ModelConfig`, with `ensemble_scheduling` where
/// Triton's words suffice: one sequence of deployments, or all of them at once.
final class GraphConfiguration {

    private static final long NEWEST = -1;

    private GraphConfiguration() {}

    /// @param steps the signature of the deployment that a step asks
    static ObjectNode of(
            ModelMetadata metadata, Graph graph, Function<GraphStep, GraphSignature> steps) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("name", metadata.name());
        config.put("platform", metadata.platform());
        // Whole shapes: what the steps batch is their deployments' own matter.
        config.put("max_batch_size", 0);
        ModelConfiguration.tensors(config.putArray("input"), metadata.inputs(), false);
        ModelConfiguration.tensors(config.putArray("output"), metadata.outputs(), false);
        if (isExpressible(graph.start())) {
            ObjectNode scheduling = config.putObject("ensemble_scheduling");
            ArrayNode into = scheduling.putArray("step");
            for (GraphStep step : stepsOf(graph.start())) {
                boolean beside = graph.start().type() == Type.ENSEMBLE;
                step(into.addObject(), step, steps.apply(step), beside);
            }
            if (graph.maxInFlight() != null) {
                scheduling.put("max_inflight_requests", graph.maxInFlight());
            }
        }
        return config;
    }

    private static boolean isExpressible(GraphNode node) {
        return (node.type() == Type.SEQUENCE
                        || node.type() == Type.ENSEMBLE && node.combine() == null)
                && stepsOf(node).stream()
                        .allMatch(step -> step.deployment() != null && !step.mayFail());
    }

    private static List<GraphStep> stepsOf(GraphNode node) {
        return node.steps() == null ? List.of() : node.steps();
    }

    private static void step(
            ObjectNode into, GraphStep step, GraphSignature signature, boolean beside) {
        into.put("model_name", step.deployment());
        String version = step.version();
        into.put(
                "model_version",
                version != null && version.matches("\\d{1,18}") ? Long.parseLong(version) : NEWEST);
        UnaryOperator<String> named = beside ? step::beside : UnaryOperator.identity();
        map(
                into.putObject("input_map"),
                signature.inputs().keySet(),
                step.inputs(),
                UnaryOperator.identity());
        map(into.putObject("output_map"), signature.outputs().keySet(), step.outputs(), named);
    }

    private static void map(
            ObjectNode into,
            Set<String> names,
            @Nullable Map<String, String> given,
            UnaryOperator<String> named) {
        if (given == null) {
            names.forEach(name -> into.put(name, named.apply(name)));
        } else {
            given.forEach(into::put);
        }
    }
}
