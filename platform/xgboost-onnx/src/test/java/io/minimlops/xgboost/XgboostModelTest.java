package io.minimlops.xgboost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XgboostModelTest {

    @ParameterizedTest
    @ValueSource(strings = {"3.2/multi-softprob", "3.2/dart"})
    void bothFormatsHoldTheSameModel(String name) {
        // When
        byte[] fromJson = OnnxExport.toOnnx(XgboostModel.parse(Golden.bytes(name + ".json")));
        byte[] fromUbjson = OnnxExport.toOnnx(XgboostModel.parse(Golden.bytes(name + ".ubj")));

        // Then
        assertThat(fromJson).isEqualTo(fromUbjson);
    }

    @Test
    void theColumnsAreCalledWhatTheyWereCalledInTraining() {
        assertThat(XgboostModel.parse(Golden.bytes("3.2/binary-logistic.ubj")).featureNames())
                .containsExactly("age", "visits", "x2", "x3", "x4");
    }

    @Test
    void aModelStoppedEarlyPredictsUpToItsBestRoundWhenAsked() throws IOException {
        // Given
        XgboostModel all = XgboostModel.parse(Golden.bytes("3.2/stopped-early.ubj"));
        Golden expected = Golden.of("3.2/stopped-early-best.ubj");

        // When
        TreeWalk best = new TreeWalk(all.untilBestRound());

        // Then
        for (int row = 0; row < expected.count(); row++) {
            assertThat(best.predict(expected.rows(), row * all.features())[0])
                    .isCloseTo(expected.predictions()[row], within(1e-6f));
        }
        assertThat(new TreeWalk(all).predict(expected.rows(), 0)[0])
                .isNotCloseTo(expected.predictions()[0], within(1e-3f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refused/linear.json | the booster 'gblinear' is no ensemble of trees",
                "refused/multi-output-tree.ubj | multi_strategy=\"one_output_per_tree\"",
                "refused/categorical.ubj | categorical splits are not converted",
                "refused/old.model | booster.save_model(\"model.ubj\")"
            })
    void whatCannotBeConvertedIsRefusedWithTheWayOut(String name, String reason) {
        assertThatThrownBy(() -> XgboostModel.parse(Golden.bytes(name)))
                .isInstanceOf(UnconvertibleModel.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "no | neither XGBoost's JSON nor its UBJSON",
                "{} | it has no 'learner'",
                "{\"learner\":7} | it has no 'learner'",
                "{\"learner\":{ | not XGBoost's JSON",
                "{\"learner\":{}} | the model has no features",
                "{\"learner\":{\"learner_model_param\":{\"num_feature\":\"2\"}}} | is not known here",
                "{\"learner\":{\"learner_model_param\":{\"num_feature\":\"9e9\"}}} | num_feature is 9e9",
                "{\"learner\":{\"learner_model_param\":{\"num_feature\":\"x\"}}} | is no number"
            })
    void whatIsNoModelIsRefusedInWords(String json, String reason) {
        assertThatThrownBy(() -> XgboostModel.parse(json.getBytes(UTF_8)))
                .isInstanceOf(UnconvertibleModel.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"left_children\":[1|\"left_children\":[0",
                "\"left_children\":[1|\"left_children\":[99",
                "\"right_children\":[2|\"right_children\":[1",
                "\"split_indices\":[1|\"split_indices\":[5",
                "\"split_indices\":[1|\"split_indices\":[1,1",
                "\"tree_info\":[0|\"tree_info\":[3",
                "\"tree_info\":[0|\"tree_info\":[",
                "\"weight_drop\":[|\"weight_drop\":[1,",
                "\"base_score\":\"|\"base_score\":\"[1,1],"
            })
    void aModelThatContradictsItselfIsRefused(String change) {
        // Given
        String[] fromTo = change.split("\\|");
        String intact = new String(Golden.bytes("3.2/dart.json"), UTF_8);
        String damaged = intact.replace(fromTo[0], fromTo[1]);
        assertThat(damaged).isNotEqualTo(intact);

        // When, Then
        assertThatThrownBy(() -> XgboostModel.parse(damaged.getBytes(UTF_8)))
                .isInstanceOf(UnconvertibleModel.class);
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(1);
        for (String name : new String[] {"3.2/dart.ubj", "3.2/dart.json"}) {
            byte[] intact = Golden.bytes(name);
            for (int i = 0; i < 5_000; i++) {
                byte[] damaged = Arrays.copyOf(intact, intact.length - random.nextInt(2) * 999);
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                try {
                    new TreeWalk(XgboostModel.parse(damaged)).predict(new float[5], 0);
                } catch (UnconvertibleModel e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }
}
