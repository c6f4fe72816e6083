package io.minimlops.gateway.graph;

import static io.minimlops.gateway.graph.Graphs.doubles;
import static io.minimlops.gateway.graph.Graphs.graph;
import static io.minimlops.gateway.graph.Graphs.pool;
import static io.minimlops.gateway.graph.Graphs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.graph.Graphs.Played;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GraphRunTest {

    private static final String BY_ROW =
            """
            {"root":"way","nodes":{"way":{"type":"switch","steps":[
              {"when":{"tensor":"x","lessThan":0},"deployment":"minus"},
              {"when":{"tensor":"x","atLeast":10},"deployment":"large"},
              {"deployment":"rest"}]}}}""";

    private static Played byRow() {
        return new Played()
                .model("minus", "x", "y", x -> -x)
                .model("large", "x", "y", x -> x * 100)
                .model("rest", "x", "y", x -> x + 0.5);
    }

    private static GraphAnswer run(String graph, Played played, Tensor... tensors) {
        return GraphRun.start(graph(graph), Map.of("tier", "gold"), pool(tensors), played).join();
    }

    @Test
    void aSequenceFeedsEachStepWithWhatTheOnesBeforeGave() {
        // Given
        Played played =
                new Played()
                        .model("double", "x", "score", x -> 2 * x)
                        .model("add", "in", "sum", x -> x + 1);

        // When
        GraphAnswer answer =
                run(
                        """
                        {"root":"s","nodes":{"s":{"type":"sequence","outputs":["sum","twice"],"steps":[
                          {"deployment":"double","outputs":{"score":"twice"}},
                          {"deployment":"add","inputs":{"in":"twice"}}]}}}""",
                        played,
                        doubles("x", 1, 2));

        // Then
        assertThat(answer.outputs().keySet()).containsExactly("sum", "twice");
        assertThat(values(answer.outputs().get("sum"))).containsExactly(3, 5);
        assertThat(answer.steps()).extracting(StepTrace::path).containsExactly("double", "add");
    }

    @Test
    void aSwitchGoesByAParameterOfTheRequest() {
        // Given
        Played played = byRow();

        // When
        GraphAnswer answer =
                run(
                        """
                        {"root":"way","nodes":{"way":{"type":"switch","steps":[
                          {"when":{"parameter":"tier","in":["gold","silver"]},"deployment":"large"},
                          {"deployment":"rest"}]}}}""",
                        played,
                        doubles("x", 1, 2));

        // Then
        assertThat(values(answer.outputs().get("y"))).containsExactly(100, 200);
        assertThat(played.calls).hasSize(1);
    }

    @Property(tries = 200)
    void everyRowGoesItsOwnWayAndComesBackInItsPlace(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = -20, max = 20) Double> rows) {
        // Given
        Played played = byRow();
        double[] x = rows.stream().mapToDouble(Double::doubleValue).toArray();

        // When
        GraphAnswer answer = run(BY_ROW, played, doubles("x", x));

        // Then
        double[] y = values(answer.outputs().get("y"));
        assertThat(y).hasSameSizeAs(x);
        for (int i = 0; i < x.length; i++) {
            assertThat(y[i]).isEqualTo(x[i] < 0 ? -x[i] : x[i] >= 10 ? x[i] * 100 : x[i] + 0.5);
        }
        assertThat(played.calls.stream().mapToInt(call -> call.tensors().get("x").rows()).sum())
                .isEqualTo(x.length);
    }

    @Test
    void aRowThatMatchesNothingIsRefusedByItsPlace() {
        assertThatThrownBy(
                        () ->
                                run(
                                        """
                                        {"root":"way","nodes":{"way":{"type":"switch","steps":[
                                          {"when":{"tensor":"x","lessThan":0},"deployment":"minus"}]}}}""",
                                        byRow(),
                                        doubles("x", -1, 1)))
                .hasRootCauseInstanceOf(GraphRefused.class)
                .hasMessageContaining("row 1 matches none");
    }

    @Test
    void answersOfOneRequestThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(
                        () ->
                                run(
                                        BY_ROW,
                                        byRow().model("rest", "x", "other", x -> x),
                                        doubles("x", -1, 1)))
                .hasRootCauseInstanceOf(GraphRefused.class)
                .hasMessageContaining("do not fit together: [y FP64[1]] beside [other FP64[1]]");
    }

    @Test
    void anEnsembleKeepsAnswersUnderTheNamesOfItsSteps() {
        // When
        GraphAnswer answer =
                run(
                        """
                        {"root":"e","nodes":{"e":{"type":"ensemble","steps":[
                          {"deployment":"rest"},{"name":"neg","deployment":"minus"}]}}}""",
                        byRow(),
                        doubles("x", 4));

        // Then
        assertThat(answer.outputs().keySet()).containsExactly("rest.y", "neg.y");
        assertThat(answer.outputs().get("neg.y").name()).isEqualTo("neg.y");
    }

    @Test
    void theMeanCountsWeightsOfThoseThatAnswered() {
        // Given
        Played played = byRow().broken("gone");

        // When
        GraphAnswer answer =
                run(
                        """
                        {"root":"e","nodes":{"e":{"type":"ensemble","combine":"mean","steps":[
                          {"deployment":"rest","weight":3},{"deployment":"large"},
                          {"deployment":"gone","weight":100,"dependency":"soft"}]}}}""",
                        played,
                        doubles("x", 1));

        // Then
        assertThat(values(answer.outputs().get("y"))).containsExactly((3 * 1.5 + 100) / 4);
        assertThat(answer.missing()).extracting(StepTrace::path).containsExactly("gone");
    }

    @Test
    void theVoteIsTheMajoritysAndOfATieTheFirstSteps() {
        // Given
        Played played =
                new Played()
                        .model("a", "x", "class", x -> 1.0)
                        .model("b", "x", "class", x -> x)
                        .model("c", "x", "class", x -> 2.0);
        String vote =
                """
                {"root":"e","nodes":{"e":{"type":"ensemble","combine":"vote","steps":[
                  {"deployment":"a"},{"deployment":"b"},{"deployment":"c"}]}}}""";

        // When
        GraphAnswer answer = run(vote, played, doubles("x", 2, 3));

        // Then
        assertThat(values(answer.outputs().get("class"))).containsExactly(2, 1);
    }

    @Test
    void aSplitterTakesTheStepWhoseShareHoldsTheKey() {
        // Given
        Played played = byRow();
        String split =
                """
                {"root":"s","nodes":{"s":{"type":"splitter","steps":[
                  {"deployment":"minus","weight":20},{"deployment":"large","weight":80}]}}}""";

        // When
        played.place = 1_999;
        GraphAnswer inside = run(split, played, doubles("x", 1));
        played.place = 2_000;
        GraphAnswer beyond = run(split, played, doubles("x", 1));

        // Then
        assertThat(values(inside.outputs().get("y"))).containsExactly(-1);
        assertThat(values(beyond.outputs().get("y"))).containsExactly(100);
    }

    @Test
    void aHardStepsFailureIsTheRequestsAndASoftOnesIsTold() {
        // Given
        Played played = byRow().broken("gone");
        String line =
                """
                {"root":"s","nodes":{"s":{"type":"sequence","steps":[
                  {"deployment":"rest"},{"deployment":"gone"%s}]}}}""";

        // When
        GraphAnswer soft = run(line.formatted(",\"dependency\":\"soft\""), played, doubles("x", 1));

        // Then
        assertThat(values(soft.outputs().get("y"))).containsExactly(1.5);
        assertThat(soft.missing().getFirst().failure()).isEqualTo("gone is broken");
        assertThatThrownBy(() -> run(line.formatted(""), played, doubles("x", 1)))
                .hasMessageContaining("gone is broken");
    }

    @Test
    void aStepThatWantsWhatNobodyGaveIsNamed() {
        assertThatThrownBy(
                        () ->
                                run(
                                        """
                                        {"root":"s","nodes":{
                                          "s":{"type":"sequence","steps":[{"node":"t"}]},
                                          "t":{"type":"sequence","steps":[
                                            {"deployment":"rest","inputs":{"x":"z"}}]}}}""",
                                        byRow(),
                                        doubles("x", 1)))
                .hasMessageContaining("step 't/rest' wants 'z'")
                .hasMessageContaining("there are [x]");
    }
}
