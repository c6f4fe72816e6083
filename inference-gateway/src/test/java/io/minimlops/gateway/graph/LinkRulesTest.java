package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.problem.Problem.Violation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkRulesTest {

    private final Map<String, Graph> graphs = new HashMap<>();

    /// One node whose steps ask the deployments.
    private static Graph asking(String... deployments) {
        List<GraphStep> steps =
                IntStream.range(0, deployments.length)
                        .mapToObj(
                                i ->
                                        new GraphStep(
                                                "s" + i,
                                                deployments[i],
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null,
                                                null))
                        .toList();
        return new Graph(
                "root", Map.of("root", new GraphNode(Type.SEQUENCE, steps, null, null)), null);
    }

    private static Graph asking(int times, String deployment) {
        String[] deployments = new String[times];
        Arrays.fill(deployments, deployment);
        return asking(deployments);
    }

    private List<Violation> deploying(String name, Graph graph) {
        graphs.put(name, graph);
        return LinkRules.violations(
                name,
                graphs,
                asked -> graphs.containsKey(asked) || Set.of("model").contains(asked));
    }

    private static Violation at(String place, String message) {
        return new Violation("spec.graph.nodes" + place, message);
    }

    @Test
    void aStepThatAsksNobodyIsToldByItsPlace() {
        assertThat(deploying("one", asking("model", "nobody")))
                .containsExactly(
                        at(
                                ".root.steps.1.deployment",
                                "asks the deployment 'nobody', which there is not"));
    }

    @Test
    void aWayBackIsToldAtTheStepWhereItBegins() {
        // Given
        graphs.put("middle", asking("model", "outer"));
        graphs.put("outer", asking("inner"));

        // When
        List<Violation> told = deploying("inner", asking("model", "middle"));

        // Then
        assertThat(told)
                .containsExactly(
                        at(
                                ".root.steps.1.deployment",
                                "must not come back to itself: inner -> middle -> outer -> inner"));
        assertThat(deploying("own", asking("own")))
                .containsExactly(
                        at(".root.steps.0.deployment", "must not come back to itself: own -> own"));
    }

    @Test
    void callsCountThroughAllGraphsAndSoDoTheStepsThatAskThem() {
        // Given
        graphs.put("leaf", asking(31, "model"));

        // When
        List<Violation> asManyAsMayBe = deploying("outer", asking(8, "leaf"));
        List<Violation> more =
                deploying(
                        "outer",
                        asking(
                                "leaf", "leaf", "leaf", "leaf", "leaf", "leaf", "leaf", "leaf",
                                "model"));

        // Then: 8 · (1 + 31), and one
        assertThat(asManyAsMayBe).isEmpty();
        assertThat(more)
                .containsExactly(
                        at(
                                "",
                                "must ask deployments at most 256 times a request; with the graphs among them, they may ask 257 times"));
    }

    @Test
    void aGraphThatWouldHaveThoseThatLeadToItAskTooOftenIsRefused() {
        // Given
        graphs.put("leaf", asking(3, "model"));
        graphs.put("outer", asking(32, "leaf"));
        graphs.put("aside", asking(32, "model"));

        // When
        List<Violation> told = deploying("leaf", asking(8, "model"));

        // Then
        assertThat(told)
                .containsExactly(
                        at(
                                "",
                                "would have the graph 'outer' ask deployments 288 times a request; it may ask 256 times"));
    }

    @Test
    void graphsGoOnlySoDeepSeenFromEitherEnd() {
        // Given
        graphs.put("g8", asking("model"));
        for (int i = 7; i >= 1; i--) {
            assertThat(deploying("g" + i, asking("g" + (i + 1)))).isEmpty();
        }

        // When
        List<Violation> above = deploying("g0", asking("model", "g1"));
        graphs.remove("g0");
        graphs.put("g9", asking("model"));
        List<Violation> below = deploying("g8", asking("g9"));

        // Then
        assertThat(above)
                .containsExactly(
                        at(".root.steps.1.deployment", "leads through more than 8 graphs"));
        assertThat(below)
                .containsExactly(
                        at("", "would have the graph 'g1' lead through more than 8 graphs"));
    }

    /// Replicas that change graphs at the same time can make a circle.
    @Test
    void aCircleOfOthersIsTooDeepAndEndsTheSearch() {
        // Given
        graphs.put("one", asking("other"));
        graphs.put("other", asking("one"));

        // When
        List<Violation> told = deploying("mine", asking("one"));

        // Then
        assertThat(told)
                .containsExactly(
                        at(".root.steps.0.deployment", "leads through more than 8 graphs"));
    }
}
