package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonElementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOL   | 0001               | [false,true]",
                "INT8   | 80ff               | [-128,-1]",
                "UINT8  | 80ff               | [128,255]",
                "INT16  | 0080ffff           | [-32768,-1]",
                "UINT16 | 0080ffff           | [32768,65535]",
                "INT32  | 00000080ffffffff   | [-2147483648,-1]",
                "UINT32 | 00000080ffffffff   | [2147483648,4294967295]",
                "INT64  | 0100000000002000   | [9007199254740993]",
                "INT64  | ffffffffffffffff   | [-1]",
                "UINT64 | ffffffffffffffff   | [18446744073709551615]",
                "FP16   | 003c00c0           | [1.0,-2.0]",
                "BF16   | 803f00c0           | [1.0,-2.0]",
                "FP32   | cdcccc3d0000c07f   | [0.1,null]",
                "FP32   | 0000807f000080ff   | [null,null]",
                "FP64   | 9a9999999999b93f   | [0.1]",
                "FP64   | 000000000000f87f   | [null]"
            })
    void everyDatatypeIsToldToItsLastDigit(DataType type, String bytes, String json)
            throws Exception {
        // Given
        byte[] content = HexFormat.of().parseHex(bytes);
        int elements = content.length / type.width();

        // When, Then
        assertThat(json(type, elements, new Numbers(ByteBuffer.wrap(content)), 0, elements))
                .isEqualTo(json);
    }

    @Test
    void stringsAreToldAsText() throws Exception {
        // Given
        Content strings =
                new Strings(
                        List.of("é\"".getBytes(UTF_8), new byte[0], "\u0000😀".getBytes(UTF_8)));

        // When, Then
        assertThat(json(DataType.BYTES, 3, strings, 0, 3))
                .isEqualTo("[\"é\\\"\",\"\",\"\\u0000😀\"]");
    }

    @Test
    void aPartIsToldByItself() throws Exception {
        assertThat(
                        json(
                                DataType.INT8,
                                4,
                                new Numbers(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})),
                                1,
                                3))
                .isEqualTo("[2,3]");
    }

    private static String json(DataType type, int elements, Content content, int from, int to)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            JsonElements.write(json, Tensor.of("y", type, Shape.of(elements), content), from, to);
            json.writeEndArray();
        }
        return text.toString();
    }
}
