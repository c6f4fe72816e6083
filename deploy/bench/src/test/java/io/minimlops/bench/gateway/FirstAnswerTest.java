package io.minimlops.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.minimlops.local.part.ComponentFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstAnswerTest {

    private static final float[] EXPECTED = {1, -2};
    private static final byte[] ONE_AND_MINUS_TWO = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};

    private final BenchModel model = BenchModel.identity("small", 2);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private FirstAnswer answering(Wire wire, byte[] body) {
        server.createContext(
                "/v2/models/small/infer",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Contender contender =
                new Contender("peer", "peer", address, address, EnumSet.allOf(Wire.class));
        return new FirstAnswer(contender, wire, new Requests(model, 1));
    }

    private static byte[] json(String data) {
        return ("{\"outputs\":[{\"name\":\"output-0\",\"data\":" + data + "}]}").getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1.0,-2.0]", "[1.000001,-2]"})
    void theModelsNumbersPass(String data) {
        assertThatCode(() -> answering(Wire.JSON, json(data)).mustBe(EXPECTED))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1.0,-2.1]", "[1.0]", "[1.0,-2.0,0.0]", "[1.0,\"NaN\"]", "[]"})
    void otherNumbersDoNot(String data) {
        assertThatThrownBy(() -> answering(Wire.JSON, json(data)).mustBe(EXPECTED))
                .isInstanceOf(ComponentFailed.class)
                .hasMessageStartingWith("peer, REST JSON, small: answered [")
                .hasMessageEndingWith("] instead of [1.0, -2.0]");
    }

    @Test
    void rawNumbersComeBehindTheHead() {
        byte[] body = new byte[3 + ONE_AND_MINUS_TWO.length];
        System.arraycopy(ONE_AND_MINUS_TWO, 0, body, 3, ONE_AND_MINUS_TWO.length);

        assertThatCode(() -> answering(Wire.BINARY, body).mustBe(EXPECTED))
                .doesNotThrowAnyException();
    }

    @Test
    void anAnswerThatIsTooShortHasNoNumbers() {
        assertThatThrownBy(() -> answering(Wire.BINARY, new byte[7]).mustBe(EXPECTED))
                .isInstanceOf(ComponentFailed.class);
    }
}
