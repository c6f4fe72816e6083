package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSignatureTest {

    private static TensorSpec spec(String name, DataType type) {
        return new TensorSpec(name, type, Shape.of(Shape.ANY));
    }

    /// Takes `x` and gives `y`, named after it where it is not the plain one.
    private static GraphSignature signature(GraphStep step) {
        if ("gone".equals(step.deployment())) {
            throw new StepAway(new IllegalStateException(step.label() + " is gone"));
        }
        String output = "odd".equals(step.deployment()) ? "z" : "y";
        return new GraphSignature(
                Map.of("x", spec("x", DataType.FP32)), Map.of(output, spec(output, DataType.FP32)));
    }

    private static GraphSignature of(String json) {
        return GraphSignature.of(Graphs.graph(json), GraphSignatureTest::signature);
    }

    @Test
    void aSequenceTakesWhatNoStepBeforeGives() {
        // When
        GraphSignature signature =
                of(
                        """
                        {"root":"s","nodes":{"s":{"type":"sequence","steps":[
                          {"deployment":"a","inputs":{"x":"raw"}},
                          {"deployment":"odd","inputs":{"x":"y"}}]}}}""");

        // Then
        assertThat(signature.inputs().keySet()).containsExactly("raw");
        assertThat(signature.outputs().keySet()).containsExactly("z");
    }

    @Test
    void aSwitchTakesWhatItDecidesByAndGivesWhatAllWaysGive() {
        // When
        GraphSignature signature =
                of(
                        """
                        {"root":"s","nodes":{"s":{"type":"switch","steps":[
                          {"when":{"tensor":"country","equals":"de"},"deployment":"a"},
                          {"when":{"tensor":"amount","atLeast":3},"deployment":"odd"},
                          {"deployment":"a"}]}}}""");

        // Then
        assertThat(signature.inputs().values())
                .containsExactly(
                        spec("x", DataType.FP32),
                        spec("country", DataType.BYTES),
                        spec("amount", DataType.FP64));
        assertThat(signature.outputs()).isEmpty();
    }

    @Test
    void anEnsembleGivesAllUnderTheNamesOfItsSteps() {
        // When
        GraphSignature signature =
                of(
                        """
                        {"root":"e","nodes":{"e":{"type":"ensemble","steps":[
                          {"deployment":"a"},{"deployment":"odd","outputs":{"z":"zed"}}]}}}""");

        // Then
        assertThat(signature.outputs().keySet()).containsExactly("a.y", "zed");
    }

    @Test
    void aSoftStepThatIsAwayIsAsIfItWereNotThere() {
        // When
        GraphSignature mean =
                of(
                        """
                        {"root":"e","nodes":{"e":{"type":"ensemble","combine":"mean","steps":[
                          {"node":"line","dependency":"soft"},{"deployment":"a"}]},
                          "line":{"type":"sequence","steps":[{"deployment":"odd"},{"deployment":"gone"}]}}}""");
        GraphSignature sequence =
                of(
                        """
                        {"root":"s","nodes":{"s":{"type":"sequence","steps":[
                          {"deployment":"a"},{"deployment":"gone","dependency":"soft"}]}}}""");

        // Then
        assertThat(mean.outputs().keySet()).containsExactly("y");
        assertThat(sequence.outputs().keySet()).containsExactly("y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'sequence','steps':[{'deployment':'a'},{'deployment':'gone'}]}",
                "{'type':'switch','steps':[{'deployment':'gone'}]}",
                "{'type':'ensemble','steps':[{'deployment':'gone','dependency':'soft'}]}"
            })
    void aStepThatCannotBeDoneWithoutIsTold(String node) {
        assertThatThrownBy(
                        () ->
                                of(
                                        "{'root':'r','nodes':{'r':%s}}"
                                                .formatted(node)
                                                .replace('\'', '"')))
                .isInstanceOf(StepAway.class)
                .hasMessage("gone is gone");
    }
}
