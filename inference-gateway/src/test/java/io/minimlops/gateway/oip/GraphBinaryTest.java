package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.GraphDeployments.byFirstColumn;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.mean;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sigmoid;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// Graphs asked and answering in the binary extension.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphBinaryTest {

    /// @param length of the JSON before the binary part
    private record Answer(int length, ByteBuffer bytes) {

        String head() {
            return new String(bytes.array(), 0, length);
        }

        float value(int place) {
            return bytes.getFloat(length + place * Float.BYTES);
        }
    }

    private static Answer ask(String name, int headLength, byte[] body) {
        Response answer =
                given().header("Inference-Header-Content-Length", headLength)
                        .contentType("application/octet-stream")
                        .body(body)
                        .post("/v2/models/{m}/infer", name);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Answer(
                Integer.parseInt(answer.header("Inference-Header-Content-Length")),
                ByteBuffer.wrap(answer.asByteArray()).order(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void binaryRowsPartAndComeTogetherInBinary() throws Exception {
        // Given
        String name = unique();
        deploy(name, byFirstColumn(model(-3), model(3))).then().statusCode(200);
        String head =
                """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"input","shape":[3,3],\
                "datatype":"FP32","parameters":{"binary_data_size":36}}]}""";
        ByteBuffer body = ByteBuffer.allocate(head.length() + 36).order(ByteOrder.LITTLE_ENDIAN);
        body.put(head.getBytes()).putFloat(head.length() + 12, 1);

        // When
        Answer answer = ask(name, head.length(), body.array());

        // Then
        assertThat(answer.head()).contains("\"shape\":[3,1]", "\"binary_data_size\":12");
        assertThat(answer.value(0)).isCloseTo((float) sigmoid(-3), within(1e-6f));
        assertThat(answer.value(1)).isCloseTo((float) sigmoid(4), within(1e-6f));
        assertThat(answer.value(2)).isEqualTo(answer.value(0));
    }

    @Test
    void aBodyThatIsARowAloneIsReadByTheGraphsOneInput() throws Exception {
        // Given
        String name = unique();
        deploy(name, mean(model(-1), model(1))).then().statusCode(200);

        // When
        Answer answer = ask(name, 0, new byte[12]);

        // Then
        assertThat(answer.value(0)).isCloseTo(0.5f, within(1e-6f));
    }

    /// More elements than are put together on the event loop.
    @Test
    void aLargeRequestComesBackWholeAndInItsRowsOrder() throws Exception {
        // Given
        int rows = 40_000;
        String name = unique();
        deploy(name, byFirstColumn(ofLargeBatches(0), ofLargeBatches(-1))).then().statusCode(200);
        String head =
                """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"input","shape":[%d,3],\
                "datatype":"FP32","parameters":{"binary_data_size":%d}}]}"""
                        .formatted(rows, rows * 12);
        ByteBuffer body =
                ByteBuffer.allocate(head.length() + rows * 12).order(ByteOrder.LITTLE_ENDIAN);
        body.put(head.getBytes());
        for (int row = 0; row < rows; row++) {
            // What is added to the rows that go the other way is taken off by their model.
            body.putFloat(row % 2).putFloat(row * 1e-4f).putFloat(0);
        }

        // When
        Answer answer = ask(name, head.length(), body.array());

        // Then
        for (int row = 0; row < rows; row++) {
            assertThat(answer.value(row)).isCloseTo((float) sigmoid(row * 1e-4), within(1e-5f));
        }
    }

    private static String ofLargeBatches(float bias) throws Exception {
        String name = model(bias);
        Gateway.deploy(name, "{\"batching\":{\"maxRows\":100000}}").then().statusCode(200);
        return name;
    }
}
