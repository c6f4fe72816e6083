package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.RawHttp;
import io.minimlops.gateway.testing.RawHttp.Answer;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients send that mean harm or are broken: refused in words, and whoever comes next is
/// served.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class HostileRequestsTest {

    private static final long SEED = 20_260_101;

    private static Registered plain;

    @BeforeEach
    void servePlainModel() throws Exception {
        plain = Registered.orPlain(plain);
    }

    @AfterEach
    void theNextOneIsServed() {
        infer(plain.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2147483648,3]",
                "[1,2147483648]",
                "[4294967296,4294967296]",
                "[9223372036854775807,9223372036854775807]",
                "[9223372036854775808]",
                "[1,-9223372036854775808]",
                "[-1,-1]",
                "[0,9223372036854775807]",
                "[9223372036854775807,0]",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]"
            })
    void aShapeThatClaimsTooMuchIsRefusedAsJsonAndAsBinaryData(String shape) throws Exception {
        // When
        int asJson = infer(plain.name(), tensor(shape, "[1,2,3]")).statusCode();
        Answer binary = binary(head(shape, 12), new byte[12]);
        Answer empty = binary(head(shape, 0), new byte[0]);

        // Then
        assertThat(asJson).isIn(400, 413);
        assertThat(binary.status()).isIn(400, 413);
        assertThat(empty.status()).isIn(400, 413);
        assertThat(binary.text()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "9223372036854775807", "9223372036854775808", "1.5", "\"12\"", "true"})
    void aBinarySizeThatCannotBeIsRefused(String size) throws Exception {
        assertThat(binary(head("[1,3]", size), new byte[12]).status()).isIn(400, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "9223372036854775807", "99999999999999999999", "1e3", "13"})
    void aLengthOfTheHeadThatCannotBeIsRefused(String length) throws Exception {
        // Given
        byte[] body = head("[1,3]", 12).getBytes(UTF_8);

        // When
        Answer answer =
                exchange(
                        RawHttp.post(
                                path(), body.length, "Inference-Header-Content-Length: " + length),
                        body);

        // Then
        assertThat(answer.status()).isIn(400, 413);
    }

    @Test
    void aStringThatClaimsMoreBytesThanThereAreIsRefused() throws Exception {
        // Given
        String head =
                """
                {"inputs":[{"name":"input","shape":[1],"datatype":"BYTES","parameters":{"binary_data_size":8}}]}""";

        // When, Then
        assertThat(binary(head, new byte[] {-1, -1, -1, 127, 0, 0, 0, 0}).status()).isEqualTo(400);
        assertThat(binary(head, new byte[] {-1, -1, -1, -1, 0, 0, 0, 0}).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefused(String open) throws Exception {
        // Given
        String deep = open.repeat(500_000);

        // When, Then
        for (String start : List.of("", "{\"inputs\":[{\"data\":", "{\"unknown\":")) {
            byte[] body = (start + deep).getBytes(UTF_8);
            assertThat(exchange(RawHttp.post(path(), body.length), body).status()).isEqualTo(400);
        }
    }

    @Test
    void aBombOfZerosIsRefusedBeforeItIsLarge() throws Exception {
        // Given
        byte[] bomb = gzip(256 * 1024 * 1024);

        // When
        Answer answer = exchange(RawHttp.post(path(), bomb.length, "Content-Encoding: gzip"), bomb);

        // Then
        assertThat(answer.status()).isIn(400, 413);
    }

    @Test
    void aBodyOfManyGigabytesIsRefusedWhenItIsAnnounced() throws Exception {
        try (RawHttp connection = new RawHttp()) {
            assertThat(connection.send(RawHttp.post(path(), 1L << 40)).receive().status())
                    .isEqualTo(413);
        }
    }

    @Test
    void whoWaitsForLeaveToSendALargeBodyIsRefusedAtOnce() throws Exception {
        try (RawHttp connection = new RawHttp()) {
            assertThat(
                            connection
                                    .send(RawHttp.post(path(), 64L << 20, "Expect: 100-continue"))
                                    .receive()
                                    .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void clientsThatSendSlowlyHoldNobodyUp() throws Exception {
        // Given
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                slow.add(new RawHttp().send("POST /v2/mod".getBytes(UTF_8)));
                slow.add(new RawHttp().send(RawHttp.post(path(), 100)).send(new byte[] {'{'}));
            }

            // When, Then
            for (int i = 0; i < 20; i++) {
                infer(plain.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
            }
        } finally {
            for (RawHttp connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    void damagedRequestsByTheThousandAreTheClientsFault() throws Exception {
        // Given
        Random random = new Random(SEED);
        String json =
                """
                {"id":"x","parameters":{"priority":1},"inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[0,1.5,-2e3]}],"outputs":[{"name":"probability","parameters":{"classification":1}}]}""";
        byte[] head = head("[1,3]", 12).getBytes(UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + 12);

        // When, Then
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 2_000; i++) {
                byte[] body = damaged(random, i % 2 == 0 ? json.getBytes(UTF_8) : whole);
                String length =
                        i % 2 == 0 ? "X: 1" : "Inference-Header-Content-Length: " + head.length;
                Answer answer =
                        connection
                                .send(RawHttp.post(path(), body.length, length))
                                .send(body)
                                .receive();
                assertThat(answer.status())
                        .as("%s answered with %s", new String(body, UTF_8), answer.text())
                        .isBetween(200, 499);
            }
        }
    }

    private static byte[] damaged(Random random, byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "{}[]\",:0-9.eE".charAt(random.nextInt(13));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default ->
                        System.arraycopy(
                                bytes,
                                random.nextInt(at + 1),
                                bytes,
                                at,
                                Math.min(3, bytes.length - at));
            }
        }
        return bytes;
    }

    private static String path() {
        return "/v2/models/" + plain.name() + "/infer";
    }

    private static String head(String shape, Object size) {
        return """
               {"inputs":[{"name":"input","shape":%s,"datatype":"FP32","parameters":{"binary_data_size":%s}}]}"""
                .formatted(shape, size);
    }

    private static Answer binary(String head, byte[] tensors) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(tensors);
        return exchange(
                RawHttp.post(
                        path(), body.size(), "Inference-Header-Content-Length: " + head.length()),
                body.toByteArray());
    }

    private static Answer exchange(byte[] head, byte[] body) throws IOException {
        try (RawHttp connection = new RawHttp()) {
            return connection.send(head).send(body).receive();
        }
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] chunk = new byte[1 << 20];
            for (int i = 0; i < zeros; i += chunk.length) {
                out.write(chunk);
            }
        }
        return packed.toByteArray();
    }
}
