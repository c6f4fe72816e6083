package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphSignatureTest {

    private static TensorSpec spec(String name, DataType type) {
        return new TensorSpec(name, type, Shape.of(Shape.ANY));
    }

    /// Takes `x` and gives `y`, named after it where it is not the plain one.
    private static GraphSignature signature(GraphStep step) {
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
}
