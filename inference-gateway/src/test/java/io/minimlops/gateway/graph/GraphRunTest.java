package io.minimlops.gateway.graph;

import static io.minimlops.gateway.graph.Graphs.doubles;
import static io.minimlops.gateway.graph.Graphs.run;
import static io.minimlops.gateway.graph.Graphs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.graph.Graphs.Played;
import org.junit.jupiter.api.Test;

class GraphRunTest {

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
    void aSplitterTakesTheStepWhoseShareHoldsTheKey() {
        // Given
        Played played = Played.three();
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
        Played played = Played.three().broken("gone");
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
                                        Played.three(),
                                        doubles("x", 1)))
                .hasMessageContaining("step 't/rest' wants 'z'")
                .hasMessageContaining("there are [x]");
    }
}
