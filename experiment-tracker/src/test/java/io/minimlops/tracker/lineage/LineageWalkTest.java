package io.minimlops.tracker.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.tracker.lineage.Edge.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineageWalkTest {

    @Test
    void aWalkGoesAsFarAsItsDepthAndNoFurther() {
        Known chain = new Known(edge(1, 2), edge(2, 3), edge(3, 4));

        assertThat(names(walk(chain, 1, 1))).containsExactly("1", "2");
        assertThat(names(walk(chain, 1, 3))).containsExactly("1", "2", "3", "4");
    }

    @Test
    void edgesAreFollowedBackwardsToo() {
        assertThat(names(walk(new Known(edge(1, 2), edge(3, 2)), 1, 2)))
                .containsExactly("1", "2", "3");
    }

    @Test
    void circlesEnd() {
        LineageGraph graph = walk(new Known(edge(1, 2), edge(2, 3), edge(3, 1)), 1, 5);

        assertThat(names(graph)).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(graph.edges()).hasSize(3);
    }

    @Test
    void aGraphThatIsTooLargeKeepsTheNearestAndSaysSo() {
        Known star =
                new Known(
                        IntStream.range(1, 500)
                                .mapToObj(leaf -> edge(0, leaf))
                                .toArray(Edge[]::new));

        LineageGraph graph = new LineageWalk(star, 100).from(node(0), 3);

        assertThat(graph.nodes()).hasSize(100);
        assertThat(graph.truncated()).isTrue();
        Set<NodeId> held = new HashSet<>(graph.nodes().stream().map(Node::id).toList());
        assertThat(graph.edges())
                .allMatch(edge -> held.contains(edge.from()) && held.contains(edge.to()));
    }

    @Test
    void whoDidNotAnswerIsNamed() {
        Known known = new Known(edge(1, 2));
        known.unanswered.add("model-registry");

        assertThat(walk(known, 1, 2).incomplete()).containsExactly("model-registry");
    }

    @Test
    void theWalkFindsExactlyWhatIsWithinReach() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // Given
            int size = 2 + random.nextInt(12);
            Edge[] edges =
                    IntStream.range(0, random.nextInt(20))
                            .mapToObj(_ -> edge(random.nextInt(size), random.nextInt(size)))
                            .toArray(Edge[]::new);
            int depth = 1 + random.nextInt(5);

            // When
            LineageGraph graph = walk(new Known(edges), 0, depth);

            // Then
            assertThat(names(graph))
                    .containsExactlyInAnyOrderElementsOf(withinReach(edges, size, depth));
        }
    }

    /// Distances by relaxing every edge as often as there are nodes.
    private static List<String> withinReach(Edge[] edges, int size, int depth) {
        Map<NodeId, Integer> distance = new HashMap<>(Map.of(node(0), 0));
        for (int round = 0; round < size; round++) {
            for (Edge edge : edges) {
                distance.merge(edge.to(), distance.getOrDefault(edge.from(), 99) + 1, Math::min);
                distance.merge(edge.from(), distance.getOrDefault(edge.to(), 99) + 1, Math::min);
            }
        }
        return distance.entrySet().stream()
                .filter(it -> it.getValue() <= depth)
                .map(it -> it.getKey().name())
                .toList();
    }

    private static LineageGraph walk(Neighbours neighbours, int start, int depth) {
        return new LineageWalk(neighbours, 1000).from(node(start), depth);
    }

    private static List<String> names(LineageGraph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }

    private static NodeId node(int number) {
        return NodeId.run(Integer.toString(number));
    }

    private static Edge edge(int from, int to) {
        return new Edge(node(from), node(to), Relation.PARENT_OF);
    }

    private static final class Known implements Neighbours {
        private final List<Edge> edges;
        private final Set<String> unanswered = new HashSet<>();

        Known(Edge... edges) {
            this.edges = List.of(edges);
        }

        @Override
        public Found around(Collection<NodeId> nodes, int most) {
            List<Edge> found = new ArrayList<>();
            for (Edge edge : edges) {
                if (nodes.contains(edge.from()) || nodes.contains(edge.to())) {
                    found.add(edge);
                }
            }
            return new Found(found, unanswered);
        }

        @Override
        public Described describe(Collection<NodeId> nodes) {
            return new Described(
                    nodes.stream().map(id -> new Node(id, id.name(), Map.of())).toList(),
                    unanswered);
        }
    }
}
