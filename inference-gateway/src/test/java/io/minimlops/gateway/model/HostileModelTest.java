package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.model.LoadFailed.Kind;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.gateway.testing.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileModelTest {

    @TempDir Path directory;

    private void refused(Map<String, byte[]> files, String why) {
        assertThatThrownBy(() -> new Versions(directory.resolve("data")).load(files))
                .isInstanceOfSatisfying(
                        LoadFailed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Kind.UNLOADABLE))
                .hasMessageContaining(why);
    }

    @Test
    void anEmptyOrCutFileIsNoModel() {
        byte[] model = OnnxModel.logistic(0, 1, 1);

        refused(Map.of("model.onnx", new byte[0]), "not a model");
        refused(Map.of("model.onnx", Arrays.copyOf(model, model.length / 2)), "not a model");
    }

    @Test
    void damagedModelsAreLoadedOrRefusedAndNothingElse() {
        Random random = new Random(7);
        byte[] intact = OnnxModel.logistic(0, 1, 1);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] damaged = intact.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                new Versions(directory).load("model.onnx", damaged).retire();
            } catch (LoadFailed e) {
                assertThat(e.kind()).isEqualTo(Kind.UNLOADABLE);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.bin",
                "../../secret.bin",
                "../../../secret.bin",
                "/etc/hostname",
                "sub/../../../../secret.bin"
            })
    void weightsOutsideTheVersionAreNotRead(String location) throws Exception {
        Files.write(directory.resolve("secret.bin"), new byte[8]);

        refused(Map.of("model.onnx", OnnxModel.externalWeights(location)), "model.onnx");
    }

    @Test
    void weightsBesideTheModelAreRead() throws Exception {
        // Given
        byte[] weights =
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(10)
                        .putFloat(20)
                        .array();

        // When
        LoadedVersion version =
                new Versions(directory)
                        .load(
                                Map.of(
                                        "model.onnx",
                                        OnnxModel.externalWeights("weights.bin"),
                                        "weights.bin",
                                        weights));

        // Then
        Tensor answer =
                Served.one(version, List.of(Tensors.matrix("input", new float[] {1, 2})))
                        .getFirst();
        assertThat(answer.number(1)).isEqualTo(22);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 40, Long.MAX_VALUE})
    void aSignatureMayClaimAnythingAndCostsNoMemory(long extent) throws Exception {
        LoadedVersion version =
                new Versions(directory)
                        .load("model.onnx", OnnxModel.identity(OnnxModel.FLOAT, -1, extent));

        assertThat(version.inputs().getFirst().shape()).isEqualTo(Shape.of(-1, extent));
    }

    @Test
    void aScalarAndAnEmptyTensorAreTensorsToo() throws Exception {
        // Given
        LoadedVersion scalar =
                new Versions(directory).load("model.onnx", OnnxModel.identity(OnnxModel.FLOAT));
        LoadedVersion vector =
                new Versions(directory)
                        .load("model.onnx", OnnxModel.identity(OnnxModel.FLOAT, 2, -1));
        ByteBuffer seven = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 7);

        // When
        Tensor one =
                Served.one(
                                scalar,
                                List.of(Tensors.numbers("input", DataType.FP32, Shape.of(), seven)))
                        .getFirst();
        Tensor none =
                Served.one(
                                vector,
                                List.of(
                                        Tensors.numbers(
                                                "input",
                                                DataType.FP32,
                                                Shape.of(2, 0),
                                                ByteBuffer.allocate(0))))
                        .getFirst();

        // Then
        assertThat(one.number(0)).isEqualTo(7);
        assertThat(none.shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void aModelThatDoesNotTakeItsFeaturesIsRefused() {
        byte[] features = Registered.FEATURES.getBytes(UTF_8);

        refused(
                Map.of("model.onnx", OnnxModel.logistic(0, 1, 1, 1), "features.json", features),
                "features.json has 2 columns, the model's input 3");
        refused(
                Map.of(
                        "model.onnx",
                        OnnxModel.identity(OnnxModel.INT64, -1, 2),
                        "features.json",
                        features),
                "a model with features.json has one input FP32 [-1,F]");
        refused(
                Map.of(
                        "model.onnx",
                        OnnxModel.logistic(0, 1, 1),
                        "features.json",
                        new byte[] {'{'}),
                "");
    }

    @Test
    void answersThatAreNoNumbersArriveAsTheyAre() throws Exception {
        LoadedVersion version =
                new Versions(directory)
                        .load("model.onnx", OnnxModel.identity(OnnxModel.FLOAT, -1, 2));

        Tensor answer =
                Served.one(
                                version,
                                List.of(
                                        Tensors.matrix(
                                                "input",
                                                new float[] {Float.NaN, Float.NEGATIVE_INFINITY})))
                        .getFirst();

        assertThat(answer.number(0)).isNaN();
        assertThat(answer.number(1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Zürich", "日本", "\uD83D\uDE00", "a\0b"})
    void stringsComeBackByteForByte(String text) throws Exception {
        // Given
        LoadedVersion version =
                new Versions(directory)
                        .load("model.onnx", OnnxModel.identity(OnnxModel.STRING, -1));
        byte[] bytes = text.getBytes(UTF_8);

        // When
        Tensor answer =
                Served.one(
                                version,
                                List.of(
                                        Tensor.of(
                                                "input",
                                                DataType.BYTES,
                                                Shape.of(1),
                                                new Tensor.Strings(List.of(bytes)))))
                        .getFirst();

        // Then
        assertThat(((Tensor.Strings) answer.content()).elements().getFirst()).isEqualTo(bytes);
    }
}
