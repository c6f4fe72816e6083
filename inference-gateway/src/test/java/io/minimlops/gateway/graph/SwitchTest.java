package io.minimlops.gateway.graph;

import static io.minimlops.gateway.graph.Graphs.doubles;
import static io.minimlops.gateway.graph.Graphs.run;
import static io.minimlops.gateway.graph.Graphs.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.graph.Graphs.Played;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SwitchTest {

    private static final String BY_ROW =
            """
            {"root":"way","nodes":{"way":{"type":"switch","steps":[
              {"when":{"tensor":"x","lessThan":0},"deployment":"minus"},
              {"when":{"tensor":"x","atLeast":10},"deployment":"large"},
              {"deployment":"rest"}]}}}""";

    @Test
    void aSwitchGoesByAParameterOfTheRequest() {
        // Given
        Played played = Played.three();

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
        Played played = Played.three();
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
                                        Played.three(),
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
                                        Played.three().model("rest", "x", "other", x -> x),
                                        doubles("x", -1, 1)))
                .hasRootCauseInstanceOf(GraphRefused.class)
                .hasMessageContaining("do not fit together: [y FP64[1]] beside [other FP64[1]]");
    }

    @Test
    void aTensorWithoutRowsDecidesNothingAndIsTheClientsFault() {
        assertThatThrownBy(() -> run(BY_ROW, Played.three(), doubles("x")))
                .cause()
                .isInstanceOfSatisfying(
                        GraphRefused.class,
                        refused ->
                                assertThat(refused.fault()).isEqualTo(GraphRefused.Fault.REQUEST))
                .hasMessageContaining("'x', which has no rows");
    }
}
