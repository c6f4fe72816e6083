package io.minimlops.gateway.graph;

import io.minimlops.gateway.graph.GraphNode.Combine;
import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a graph takes and gives, by the signatures of its steps' deployments: it takes what a step
/// needs and no step before it gives. Where ways part, it takes what any of them needs and gives
/// what all of them give. A soft step that is away is as if it were not there.
///
/// @param inputs by name
/// @param outputs by name
public record GraphSignature(Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) {

    /// @param steps the signature of the deployment that a step asks, or [StepAway]
    /// @throws StepAway for a step that cannot be done without
    public static GraphSignature of(Graph graph, Function<GraphStep, GraphSignature> steps) {
        return new Reading(graph, steps).node(graph.start());
    }

    private record Reading(Graph graph, Function<GraphStep, GraphSignature> steps) {

        GraphSignature node(GraphNode node) {
            return switch (node.type()) {
                case SEQUENCE -> sequence(node);
                case ENSEMBLE -> ensemble(node);
                case SWITCH, SPLITTER -> oneOf(node);
                case null -> throw new IllegalStateException("a node without a type");
            };
        }

        private GraphSignature sequence(GraphNode node) {
            Map<String, TensorSpec> inputs = new LinkedHashMap<>();
            Map<String, TensorSpec> known = new LinkedHashMap<>();
            GraphSignature last = new GraphSignature(Map.of(), Map.of());
            for (GraphSignature step : known(node).values()) {
                last = step;
                last.inputs()
                        .forEach(
                                (name, spec) -> {
                                    if (!known.containsKey(name)) {
                                        inputs.putIfAbsent(name, spec);
                                    }
                                });
                known.putAll(last.outputs());
            }
            return new GraphSignature(inputs, given(node.outputs(), known, inputs, last));
        }

        private static Map<String, TensorSpec> given(
                @Nullable List<String> wanted,
                Map<String, TensorSpec> known,
                Map<String, TensorSpec> inputs,
                GraphSignature last) {
            if (wanted == null) {
                return last.outputs();
            }
            Map<String, TensorSpec> given = new LinkedHashMap<>();
            for (String name : wanted) {
                TensorSpec spec = known.getOrDefault(name, inputs.get(name));
                if (spec != null) {
                    given.put(name, spec);
                }
            }
            return given;
        }

        private GraphSignature ensemble(GraphNode node) {
            Map<GraphStep, GraphSignature> known = known(node);
            List<GraphSignature> members = List.copyOf(known.values());
            Map<String, TensorSpec> outputs = new LinkedHashMap<>();
            if (node.combine() == null) {
                known.forEach((step, member) -> beside(step, member, outputs));
            } else {
                outputs.putAll(shared(members));
            }
            if (node.combine() == Combine.MEAN) {
                outputs.replaceAll((name, spec) -> mean(name, members));
            }
            return new GraphSignature(needed(members), outputs);
        }

        private static void beside(
                GraphStep step, GraphSignature member, Map<String, TensorSpec> outputs) {
            member.outputs()
                    .forEach(
                            (output, spec) -> {
                                String name = step.beside(output);
                                outputs.put(name, named(name, spec));
                            });
        }

        private static TensorSpec mean(String name, List<GraphSignature> members) {
            List<TensorSpec> specs = new ArrayList<>();
            members.forEach(
                    member -> {
                        TensorSpec spec = member.outputs().get(name);
                        if (spec != null) {
                            specs.add(spec);
                        }
                    });
            return new TensorSpec(
                    name,
                    Combination.meanType(specs.stream().map(TensorSpec::type).toList()),
                    specs.getFirst().shape());
        }

        /// By the steps that are not done without now, in their order.
        private Map<GraphStep, GraphSignature> known(GraphNode node) {
            Map<GraphStep, GraphSignature> known = new LinkedHashMap<>();
            StepAway without = null;
            for (GraphStep step : node.stepsOrNone()) {
                try {
                    known.put(step, step(step));
                } catch (StepAway away) {
                    if (!step.mayFail()) {
                        throw away;
                    }
                    without = away;
                }
            }
            if (without != null && known.isEmpty() && node.type() == Type.ENSEMBLE) {
                throw without;
            }
            return known;
        }

        private GraphSignature oneOf(GraphNode node) {
            List<GraphSignature> ways = node.stepsOrNone().stream().map(this::step).toList();
            Map<String, TensorSpec> inputs = needed(ways);
            for (GraphStep step : node.stepsOrNone()) {
                Condition when = step.when();
                if (when != null && when.tensor() != null) {
                    inputs.putIfAbsent(when.tensor(), decisive(when, when.tensor()));
                }
            }
            return new GraphSignature(inputs, shared(ways));
        }

        /// A tensor that no step takes: only the switch's comparison tells what it is.
        private static TensorSpec decisive(Condition when, String name) {
            return new TensorSpec(
                    name, when.isOfText() ? DataType.BYTES : DataType.FP64, Shape.of(Shape.ANY));
        }

        /// Under the names around the step.
        private GraphSignature step(GraphStep step) {
            GraphSignature inner =
                    step.deployment() == null ? node(graph.node(step.node())) : steps.apply(step);
            return new GraphSignature(
                    step.inputs() == null ? inner.inputs() : renamed(inner.inputs(), step.inputs()),
                    step.outputs() == null
                            ? inner.outputs()
                            : renamed(inner.outputs(), step.outputs()));
        }

        private static Map<String, TensorSpec> renamed(
                Map<String, TensorSpec> specs, Map<String, String> names) {
            Map<String, TensorSpec> renamed = new LinkedHashMap<>();
            specs.forEach(
                    (inner, spec) -> {
                        String name = names.get(inner);
                        if (name != null) {
                            renamed.putIfAbsent(name, named(name, spec));
                        }
                    });
            return renamed;
        }

        private static Map<String, TensorSpec> needed(List<GraphSignature> ways) {
            Map<String, TensorSpec> needed = new LinkedHashMap<>();
            ways.forEach(way -> way.inputs().forEach(needed::putIfAbsent));
            return needed;
        }

        private static Map<String, TensorSpec> shared(List<GraphSignature> ways) {
            Map<String, TensorSpec> shared = new LinkedHashMap<>(ways.getFirst().outputs());
            ways.forEach(way -> shared.keySet().retainAll(way.outputs().keySet()));
            return shared;
        }

        private static TensorSpec named(String name, TensorSpec spec) {
            return new TensorSpec(name, spec.type(), spec.shape());
        }
    }
}
