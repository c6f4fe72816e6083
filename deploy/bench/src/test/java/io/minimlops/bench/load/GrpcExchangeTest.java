package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcExchangeTest {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int END = 5;

    private final GrpcExchange exchange =
            new GrpcExchange(URI.create("http://host:1"), "/p.S/M", new byte[] {7, 8}, 4);
    private final ByteBuffer out = ByteBuffer.allocate(4096);
    private final Map<Integer, Integer> answers = new LinkedHashMap<>();

    private void read(ByteBuffer in) throws IOException {
        exchange.read(in, out, answers::put);
    }

    private static ByteBuffer frame(int type, int flags, int stream, byte... body) {
        return ByteBuffer.allocate(9 + body.length)
                .put((byte) 0)
                .putShort((short) body.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(body)
                .flip();
    }

    private static ByteBuffer trailers(int stream, String status) {
        byte[] name = "grpc-status".getBytes(ISO_8859_1);
        ByteBuffer block = ByteBuffer.allocate(64);
        block.put((byte) 0).put((byte) name.length).put(name);
        block.put((byte) status.length()).put(status.getBytes(ISO_8859_1));
        byte[] body = new byte[block.position()];
        block.flip().get(body);
        return frame(HEADERS, END, stream, body);
    }

    @Test
    void eachRequestIsAStreamOfItsOwn() {
        // When
        exchange.request(out);
        int end = out.position();
        exchange.request(out);
        out.flip();

        // Then
        assertThat(out.get(3)).isEqualTo((byte) HEADERS);
        assertThat(out.getInt(5)).isEqualTo(1);
        assertThat(out.getInt(end + 5)).isEqualTo(3);
        assertThat(out.limit()).isEqualTo(2 * end);
        // The message comes last, behind five bytes that tell its length.
        assertThat(out.getInt(end - 6)).isEqualTo(2);
        assertThat(out.get(end - 2)).isEqualTo((byte) 7);
        assertThat(out.get(end - 1)).isEqualTo((byte) 8);
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "14, 503", "8, 503", "13, 513"})
    void theTrailersTellHowACallEnded(String grpc, int http) throws IOException {
        // Given
        int ticket = exchange.request(ByteBuffer.allocate(4096));

        // When
        read(frame(HEADERS, 4, 1, new byte[] {1}));
        read(frame(DATA, 0, 1, new byte[] {0, 0, 0, 0, 0}));
        read(trailers(1, grpc));

        // Then
        assertThat(answers).containsExactly(Map.entry(ticket, http));
    }

    @Test
    void aFrameThatIsNotCompleteIsLeft() throws IOException {
        // Given
        ByteBuffer whole = trailers(1, "0");
        ByteBuffer half = whole.duplicate().limit(whole.limit() - 1);

        // When
        read(half);

        // Then
        assertThat(answers).isEmpty();
        assertThat(half.position()).isZero();
    }

    @Test
    void settingsAndPingsAreAcknowledged() throws IOException {
        // When
        read(frame(SETTINGS, 0, 0));
        read(frame(PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        read(frame(SETTINGS, 1, 0));
        read(frame(PING, 1, 0, new byte[8]));

        // Then
        ByteBuffer expected = ByteBuffer.allocate(9 + 17);
        expected.put(frame(SETTINGS, 1, 0));
        expected.put(frame(PING, 1, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        assertThat(out.flip()).isEqualTo(expected.flip());
    }

    @Test
    void aServerThatGoesAwayBreaksTheProtocol() {
        assertThatThrownBy(() -> read(frame(GO_AWAY, 0, 0, new byte[8])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended a stream");
    }
}
