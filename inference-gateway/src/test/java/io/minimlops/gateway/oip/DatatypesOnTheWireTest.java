package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class DatatypesOnTheWireTest {

    private static String identity(int onnxType) throws Exception {
        return Registered.served(OnnxModel.identity(onnxType, -1, 4)).name();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 9",
        "UINT8, 2",
        "UINT16, 4",
        "UINT32, 12",
        "UINT64, 13",
        "INT8, 3",
        "INT16, 5",
        "INT32, 6",
        "INT64, 7",
        "FP16, 10",
        "BF16, 16",
        "FP32, 1",
        "FP64, 11"
    })
    void bytesGoInAndComeOutAsTheyAre(DataType type, int onnxType) throws Exception {
        // Given
        String model = identity(onnxType);
        byte[] bits = new byte[3 * 4 * type.width()];
        new Random(1).nextBytes(bits);
        if (type == DataType.BOOL) {
            for (int i = 0; i < bits.length; i++) {
                bits[i] &= 1;
            }
        }
        byte[] head =
                """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"input","shape":[3,4],\
                "datatype":"%s","parameters":{"binary_data_size":%d}}]}"""
                        .formatted(type, bits.length)
                        .getBytes(UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + bits.length);
        System.arraycopy(bits, 0, body, head.length, bits.length);

        // When
        Response answer =
                given().header("Inference-Header-Content-Length", head.length)
                        .contentType("application/octet-stream")
                        .body(body)
                        .post("/v2/models/{m}/infer", model);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        byte[] all = answer.asByteArray();
        int length = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        assertThat(new String(all, 0, length)).contains("\"datatype\":\"" + type + "\"");
        assertThat(Arrays.copyOfRange(all, length, all.length)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UINT16 | 4  | [0,1,32768,65535]",
                "UINT32 | 12 | [0,1,2147483648,4294967295]",
                "UINT64 | 13 | [0,1,9223372036854775808,18446744073709551615]",
                "INT64  | 7  | [0,-1,-9223372036854775808,9223372036854775807]"
            })
    void theGreatestNumbersSurviveJson(String type, int onnxType, String data) throws Exception {
        // Given
        String model = identity(onnxType);

        // When
        Response answer = infer(model, tensor(type, "[1,4]", data));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).contains("\"data\":" + data);
    }
}
