package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.graph.GraphNode.Combine;
import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.problem.Problem.Violation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallCountTest {

    /// Nodes in a row, each entering the next so many times.
    private static Graph fan(int nodes, int steps) {
        Map<String, GraphNode> all = new LinkedHashMap<>();
        for (int i = 0; i < nodes; i++) {
            String next = "n" + (i + 1);
            List<GraphStep> entering =
                    IntStream.range(0, steps)
                            .mapToObj(step -> step("s" + step, null, next))
                            .toList();
            all.put("n" + i, new GraphNode(Type.ENSEMBLE, entering, Combine.MEAN, null));
        }
        all.put("n" + nodes, sequence(step("last", "model", null)));
        return new Graph("n0", all, null);
    }

    private static GraphNode sequence(GraphStep... steps) {
        return new GraphNode(Type.SEQUENCE, List.of(steps), null, null);
    }

    private static GraphStep step(String name, String deployment, String node) {
        return new GraphStep(name, deployment, null, node, null, null, null, null, null);
    }

    @Test
    void aNodeEnteredByManyStepsCountsAsOftenAsItMayRun() {
        // When
        long calls = CallCount.of(fan(3, 5));

        // Then
        assertThat(calls).isEqualTo(125);
    }

    @Test
    void aGraphThatOneRequestWouldDrownInIsRefused() {
        // When
        List<Violation> violations = GraphRules.violations(fan(7, 8));

        // Then
        assertThat(violations)
                .singleElement()
                .satisfies(
                        violation -> {
                            assertThat(violation.at()).isEqualTo("spec.graph.nodes");
                            assertThat(violation.message()).contains("256", "2097152");
                        });
    }

    @Test
    void asManyCallsAsAreAllowedAreNoViolation() {
        // When
        List<Violation> violations = GraphRules.violations(fan(4, 4));

        // Then
        assertThat(CallCount.of(fan(4, 4))).isEqualTo(GraphRules.MOST_CALLS);
        assertThat(violations).isEqualTo(Collections.emptyList());
    }
}
