package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberArrayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "1",
                "0.1",
                "-12.75",
                "1e5",
                "1E-7",
                "2.5e+10",
                "1e22",
                "1e23",
                "9007199254740993",
                "123456789012345678901234567890",
                "0.30000000000000004",
                "4.9e-324",
                "2.2250738585072014e-308",
                "1.7976931348623157e308",
                "8.41e21",
                "0.000000000000000000000000000001",
                "9223372036854775807"
            })
    void aNumberIsWhatJavaReads(String text) {
        assertThat(read(text, DataType.FP64, 1).getDouble()).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void manyNumbersAreWhatJavaReads() {
        // Given
        Random random = new Random(7);
        String[] texts =
                IntStream.range(0, 20_000)
                        .mapToObj(
                                i ->
                                        switch (i % 4) {
                                            case 0 -> Float.toString(random.nextFloat());
                                            case 1 -> Double.toString(random.nextGaussian());
                                            case 2 ->
                                                    Double.toString(
                                                            Math.scalb(
                                                                    random.nextDouble(),
                                                                    random.nextInt(400) - 200));
                                            default ->
                                                    String.format(
                                                            Locale.ROOT,
                                                            "%.7f",
                                                            random.nextDouble() * 1000);
                                        })
                        .toArray(String[]::new);

        // When
        ByteBuffer read = read(String.join(" , ", texts), DataType.FP64, texts.length);

        // Then
        for (String text : texts) {
            assertThat(read.getDouble()).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void nestedArraysAreReadInTheirOrder() {
        // When
        ByteBuffer read = read("[1,2],\n [3, 4]", DataType.INT32, 4);

        // Then
        assertThat(IntStream.range(0, 4).map(i -> read.getInt())).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,",
                ",1",
                "1 2",
                "01",
                "-",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "1e999999",
                "null",
                "NaN",
                "\"1\"",
                "{}",
                "1,2,3",
                "true",
                "0x10",
                "1e39",
                "[",
                "[[1"
            })
    void whatIsNotPlainIsLeftToTheParser(String text) {
        assertThat(read(text, DataType.FP32, 1)).isNull();
    }

    @Test
    void whatItsTypeCannotHoldIsLeftToTheParser() {
        assertThat(read("2147483648", DataType.INT32, 1)).isNull();
        assertThat(read("1.0", DataType.INT64, 1)).isNull();
        assertThat(read("9223372036854775808", DataType.INT64, 1)).isNull();
        assertThat(read("true", DataType.BOOL, 1)).isNull();
    }

    @Test
    void aShapeThatClaimsMoreThanTheBodyCanHoldGetsNoMemory() {
        assertThat(read("1", DataType.FP64, 500_000_000)).isNull();
    }

    private static ByteBuffer read(String elements, DataType type, long count) {
        byte[] bytes = (elements + "]}").getBytes(UTF_8);
        ByteBuffer read = new NumberArray(bytes, 0, bytes.length, type, count).read();
        return read == null ? null : read.order(ByteOrder.LITTLE_ENDIAN);
    }
}
