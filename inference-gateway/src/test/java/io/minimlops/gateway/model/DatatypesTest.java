package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.TensorSpec;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatatypesTest {

    private static final int ROWS = 64;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "UINT8, 2",
        "INT8, 3",
        "UINT16, 4",
        "INT16, 5",
        "INT32, 6",
        "INT64, 7",
        "FP16, 10",
        "FP64, 11",
        "UINT32, 12",
        "UINT64, 13",
        "BF16, 16",
        "FP32, 1"
    })
    void everyBitOfEveryDatatypeComesBack(DataType type, int onnxType) throws Exception {
        // Given
        LoadedVersion version =
                new Versions(directory).load("model.onnx", OnnxModel.identity(onnxType, -1, 2));
        ByteBuffer bits = ByteBuffer.allocate(ROWS * 2 * type.width());
        new Random(1).nextBytes(bits.array());
        Tensor input = Tensors.numbers("input", type, Shape.of(ROWS, 2), bits);

        // When
        Tensor output = Served.one(version, List.of(input)).getFirst();

        // Then
        assertThat(version.inputs())
                .containsExactly(new TensorSpec("input", type, Shape.of(-1, 2)));
        assertThat(version.isBatchable()).isTrue();
        assertThat(output.name()).isEqualTo("output");
        assertThat(output.type()).isEqualTo(type);
        assertThat(((Numbers) output.content()).view()).isEqualTo(bits);
    }

    /// The model itself sees unsigned numbers, not negative ones.
    @ParameterizedTest
    @CsvSource({
        "UINT16, 4, 65535",
        "UINT16, 4, 32768",
        "UINT32, 12, 4294967295",
        "UINT32, 12, 2147483648",
        "UINT64, 13, 9223372036854775808",
        "UINT64, 13, 18446744073709551615"
    })
    void theModelComputesWithUnsignedNumbers(DataType type, int onnxType, String number)
            throws Exception {
        // Given
        LoadedVersion widening =
                new Versions(directory)
                        .load("model.onnx", OnnxModel.cast(onnxType, OnnxModel.DOUBLE, -1, 1));
        ByteBuffer bits = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        bits.putLong(0, Long.parseUnsignedLong(number)).limit(type.width());

        // When
        Tensor output =
                Served.one(widening, List.of(Tensors.numbers("input", type, Shape.of(1, 1), bits)))
                        .getFirst();

        // Then
        assertThat(output.number(0)).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void theRewrittenModelIsNotLeftBehind() throws Exception {
        new Versions(directory).load("model.onnx", OnnxModel.identity(OnnxModel.UINT32, -1, 2));

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .asString()
                    .endsWith("model.onnx");
        }
    }
}
