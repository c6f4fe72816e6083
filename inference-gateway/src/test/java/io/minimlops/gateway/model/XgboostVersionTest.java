package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.testing.MlflowModels;
import io.minimlops.gateway.testing.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XgboostVersionTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"xgboost-booster", "xgboost-classifier"})
    void aModelLoggedWithXgboostAnswersAsXgboostDoes(String name) throws Exception {
        // Given
        JsonNode expected = MlflowModels.expected(name);
        LoadedVersion version = new Versions(directory).load(MlflowModels.files(name));
        Tensor input = Tensors.matrix("input", expected.path("rows"));

        // When
        Tensor answer = Served.one(version, List.of(input)).getFirst();

        // Then
        int at = 0;
        for (JsonNode row : expected.path("predictions")) {
            for (JsonNode prediction : row.isArray() ? row : List.of(row)) {
                assertThat(answer.number(at++)).isCloseTo(prediction.doubleValue(), within(1e-6));
            }
        }
        assertThat(answer.shape().elements()).isEqualTo(at);
        assertThat(answer.name()).isEqualTo("probability");
        assertThat(version.platform()).isEqualTo("onnxruntime_xgboost");
        assertThat(version.columns()).containsExactly("age", "income", "visits");
    }

    @Test
    void withoutASignatureTheColumnsAreCalledAsInTraining() throws Exception {
        // Given
        Map<String, byte[]> files = MlflowModels.files("xgboost-booster");
        files.put(
                "MLmodel",
                "flavors:\n  xgboost:\n    data: model.ubj\n    model_format: ubj\n"
                        .getBytes(UTF_8));

        // When
        LoadedVersion version = new Versions(directory).load(files);

        // Then
        assertThat(version.columns()).containsExactly("age", "income", "visits");
    }

    @Test
    void theOldBinaryFormatIsRefusedWithTheWayOut() {
        // Given
        Map<String, byte[]> files = MlflowModels.files("xgboost-booster");
        files.put("model.ubj", "binf\0\0\0?".getBytes(UTF_8));

        // When, Then
        assertThatThrownBy(() -> new Versions(directory).load(files))
                .isInstanceOfSatisfying(
                        LoadFailed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(LoadFailed.Kind.UNLOADABLE))
                .hasMessageContaining("model.ubj cannot be converted")
                .hasMessageContaining("booster.save_model(\"model.ubj\")");
    }
}
