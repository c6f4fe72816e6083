package io.minimlops.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpCall call = HttpCall.post(URI.create("http://host:1"), "/path", "body");
    private final HttpExchange exchange = new HttpExchange(call);
    private final List<Integer> answers = new ArrayList<>();

    private void read(ByteBuffer in) throws IOException {
        exchange.read(in, NOTHING, (ticket, status) -> answers.add(status));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    @Test
    void theRequestIsHeadAndBody() {
        // When
        ByteBuffer out = ByteBuffer.allocate(exchange.room());
        exchange.request(out);

        // Then
        assertThat(new String(out.array(), 0, out.position(), ISO_8859_1))
                .startsWith("POST /path HTTP/1.1\r\nHost: host:1\r\n")
                .endsWith("\r\n\r\nbody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 6", "content-length:6", "CONTENT-LENGTH:  6"})
    void anAnswerIsCompleteWithItsLastByte(String length) throws IOException {
        String answer = "HTTP/1.1 503 Busy\r\nx: y\r\n" + length + "\r\n\r\n{\"a\":1";

        assertCompleteWithItsLastByte(answer, 503);
    }

    @Test
    void anAnswerInChunksIsCompleteWithItsLastByte() throws IOException {
        String answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "1B\r\n\r\n0\r\n\r\nneither end nor size\r\n2\r\nab\r\n0\r\n\r\n";

        assertCompleteWithItsLastByte(answer, 200);
    }

    private void assertCompleteWithItsLastByte(String answer, int status) throws IOException {
        for (int end = 0; end < answer.length(); end++) {
            read(bytes(answer.substring(0, end)));
        }
        assertThat(answers).isEmpty();

        ByteBuffer whole = bytes(answer + "HTTP");
        read(whole);

        assertThat(answers).containsExactly(status);
        assertThat(whole.remaining()).isEqualTo(4);
    }

    @Test
    void aChunkWithoutSizeBreaksTheProtocol() {
        assertThatThrownBy(
                        () ->
                                read(
                                        bytes(
                                                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxy")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a chunk of unknown size");
    }

    @Test
    void anAnswerWithoutLengthBreaksTheProtocol() {
        assertThatThrownBy(() -> read(bytes("HTTP/1.1 200 OK\r\nx: a long enough line\r\n\r\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without Content-Length");
    }
}
