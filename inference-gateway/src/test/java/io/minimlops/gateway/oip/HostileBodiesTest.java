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
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are too long, too slow, too many or never end.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class HostileBodiesTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final String INFER = "/v2/models/%s/infer";
    private static final String PREDICT = "/v1/models/%s:predict";
    private static final String INVOCATIONS = "/invocations?model=%s";
    private static final String JSON = "Content-Type: application/json";

    private static Registered plain;

    @Inject BodyBudget budget;

    @BeforeEach
    void servePlainModel() throws Exception {
        plain = Registered.orPlain(plain);
        awaitNothingHeld();
    }

    @Test
    void aBodyWithoutAnEndIsRefusedAndItsConnectionClosed() throws Exception {
        // Given
        try (RawHttp client = new RawHttp().send(RawHttp.postChunked(path()))) {

            // When
            boolean cutOff = sendsInVain(client, 1024);

            // Then
            assertThat(cutOff).isTrue();
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    void aLongBodyInChunksIsRefusedInWordsAndTheConnectionGoesOn() throws Exception {
        try (RawHttp client = new RawHttp().send(RawHttp.postChunked(path()))) {
            // When
            for (int i = 0; i < 17; i++) {
                client.send(chunk());
            }
            Answer answer = client.send("0\r\n\r\n".getBytes(UTF_8)).receive();

            // Then
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("more than 16777216 bytes");
            assertThat(small(client).status()).isEqualTo(200);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsTimedOut() throws Exception {
        try (RawHttp client = new RawHttp()) {
            // When
            Answer answer = client.send(RawHttp.post(path(), 100)).send(new byte[] {'{'}).receive();

            // Then
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.text()).contains("within 5000 ms, 1 bytes of it did");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INFER, PREDICT, INVOCATIONS})
    void bodiesTakeNoMoreMemoryThanThereIsForThemAndSmallOnesGoOn(String path) throws Exception {
        // Given
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                slow.add(half(path));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> budget.held() >= 30L * MEBIBYTE);

            // When
            Answer refused;
            try (RawHttp third = half(path)) {
                refused = third.send(new byte[MEBIBYTE]).receive();
            }

            // Then
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
            assertThat(refused.text()).contains("mlops.gateway.limits.bodies-bytes");
            infer(plain.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        } finally {
            closeAll(slow);
        }
        awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {INFER, PREDICT, INVOCATIONS})
    void aThousandSlowClientsDoNotFillTheHeap(String path) throws Exception {
        // Given
        List<RawHttp> slow = new ArrayList<>();
        byte[] piece = new byte[32 * 1024];
        try {
            // When
            for (int i = 0; i < 1_000; i++) {
                slow.add(
                        new RawHttp()
                                .send(RawHttp.post(of(path), 16L * MEBIBYTE, JSON))
                                .send(piece));
            }

            // Then: twice what has come at most, not 16 GiB
            assertThat(budget.held()).isLessThanOrEqualTo(40L * MEBIBYTE);
            infer(plain.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        } finally {
            closeAll(slow);
        }
        awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {PREDICT, INVOCATIONS})
    void rowsThatTakeMoreMemoryThanTheirTextAreRefusedInTime(String path) throws Exception {
        // Given
        String text = "{\"instances\":[%s[]]}".formatted("{},".repeat(MEBIBYTE));

        // When
        Answer answer;
        try (RawHttp client = new RawHttp()) {
            answer =
                    client.send(RawHttp.post(of(path), text.length(), JSON))
                            .send(text.getBytes(UTF_8))
                            .receive();
        }

        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("mlops.gateway.limits.bodies-bytes");
        awaitNothingHeld();
    }

    @ParameterizedTest
    @ValueSource(strings = {PREDICT, INVOCATIONS})
    void aLongBodyOfRowsIsRefusedInWordsAndTheConnectionGoesOn(String path) throws Exception {
        byte[] small = "{\"instances\":[[0,0,0]]}".getBytes(UTF_8);
        try (RawHttp client = new RawHttp().send(RawHttp.postChunked(of(path), JSON))) {
            // When
            for (int i = 0; i < 17; i++) {
                client.send(chunk());
            }
            Answer answer = client.send("0\r\n\r\n".getBytes(UTF_8)).receive();

            // Then
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text()).contains("more than 16777216 bytes");
            client.send(RawHttp.post(of(path), small.length, JSON)).send(small);
            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    /// A client that is in the middle of sending 16 MiB.
    private static RawHttp half(String path) throws IOException {
        return new RawHttp()
                .send(RawHttp.post(of(path), 16L * MEBIBYTE, JSON))
                .send(new byte[15 * MEBIBYTE]);
    }

    private static boolean sendsInVain(RawHttp client, int mebibytes) {
        byte[] chunk = chunk();
        try {
            for (int i = 0; i < mebibytes; i++) {
                client.send(chunk);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static byte[] chunk() {
        byte[] start = "100000\r\n".getBytes(UTF_8);
        byte[] chunk = new byte[start.length + MEBIBYTE + 2];
        System.arraycopy(start, 0, chunk, 0, start.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    private static Answer small(RawHttp client) throws IOException {
        byte[] body = tensor("[1,3]", "[0,0,0]").getBytes(UTF_8);
        return client.send(RawHttp.post(path(), body.length)).send(body).receive();
    }

    private void awaitNothingHeld() {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> budget.held() == 0);
    }

    private static void closeAll(List<RawHttp> clients) throws IOException {
        for (RawHttp client : clients) {
            client.close();
        }
    }

    private static String path() {
        return of(INFER);
    }

    private static String of(String path) {
        return path.formatted(plain.name());
    }
}
