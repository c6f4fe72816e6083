package io.minimlops.gateway.graph;

import static io.minimlops.gateway.graph.Graphs.doubles;
import static io.minimlops.gateway.graph.Graphs.run;
import static io.minimlops.gateway.graph.Graphs.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.graph.Graphs.Played;
import org.junit.jupiter.api.Test;

class EnsembleTest {

    @Test
    void anEnsembleKeepsAnswersUnderTheNamesOfItsSteps() {
        // When
        GraphAnswer answer =
                run(
                        """
                        {"root":"e","nodes":{"e":{"type":"ensemble","steps":[
                          {"deployment":"rest"},{"name":"neg","deployment":"minus"}]}}}""",
                        Played.three(),
                        doubles("x", 4));

        // Then
        assertThat(answer.outputs().keySet()).containsExactly("rest.y", "neg.y");
        assertThat(answer.outputs().get("neg.y").name()).isEqualTo("neg.y");
    }

    @Test
    void theMeanCountsWeightsOfThoseThatAnswered() {
        // Given
        Played played = Played.three().broken("gone");

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
}
