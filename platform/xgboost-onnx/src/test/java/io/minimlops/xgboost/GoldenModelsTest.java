package io.minimlops.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against XGBoost itself.
class GoldenModelsTest {

    @ParameterizedTest
    @MethodSource("io.minimlops.xgboost.Golden#models")
    void theConvertedModelAndTheTreesSayWhatXgboostSaid(Path file) throws Exception {
        // Given
        Golden golden = Golden.of(file);
        XgboostModel model = XgboostModel.parse(Golden.bytes(file));

        // When
        float[] converted;
        try (OnnxScorer scorer = new OnnxScorer(OnnxExport.toOnnx(model))) {
            converted = scorer.score(golden.rows(), golden.count());
        }

        // Then
        TreeWalk walk = new TreeWalk(model);
        assertThat(converted).hasSameSizeAs(golden.predictions());
        for (int row = 0; row < golden.count(); row++) {
            float[] walked = walk.predict(golden.rows(), row * model.features());
            for (int output = 0; output < model.outputs(); output++) {
                int at = row * model.outputs() + output;
                float expected = golden.predictions()[at];
                float tolerance = 1e-6f * Math.max(1, Math.abs(expected));
                assertThat(walked[output]).as("row %d", row).isCloseTo(expected, within(tolerance));
                assertThat(converted[at]).as("row %d", row).isCloseTo(expected, within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.minimlops.xgboost.Golden#models")
    void theConversionHoldsAtTheEdgesOfEveryLeaf(Path file) throws Exception {
        // Given
        XgboostModel model = XgboostModel.parse(Golden.bytes(file));
        try (OnnxScorer scorer = new OnnxScorer(OnnxExport.toOnnx(model))) {

            // When
            Parity parity = Parity.measure(model, scorer);

            // Then
            assertThat(parity.disagreement()).isNull();
            assertThat(parity.rows())
                    .isEqualTo(model.trees().stream().mapToInt(t -> (t.size() + 1) / 2).sum());
        }
    }
}
