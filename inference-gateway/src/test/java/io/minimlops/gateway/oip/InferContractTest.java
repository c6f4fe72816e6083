package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.RawHttp;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests and answers as committed bytes: clients depend on every one of them. A `.request` is
/// sent as it is, with the headers of its transport added; of the answer its status, the headers
/// that the `.response` names and every byte of the body are compared, decompressed. Names of
/// models stand for the registered ones, which are as long.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class InferContractTest {

    private static final Path COMMITTED = Path.of("src", "test", "resources", "contract", "infer");
    private static final Map<String, Registered> MODELS = new LinkedHashMap<>();

    @BeforeEach
    void serveModels() throws Exception {
        if (MODELS.isEmpty()) {
            serve("model-logistic", OnnxModel.logistic(0, 1, 2, 3));
            serve("model-sums-two", OnnxModel.sumAndDifference(2));
            serve("model-sentence", OnnxModel.identity(OnnxModel.STRING, -1));
            serve("model-identity", OnnxModel.identity(OnnxModel.FLOAT, -1));
        }
        for (Registered model : MODELS.values()) {
            awaitChampion(model.name(), "1");
        }
    }

    private static void serve(String committedName, byte[] onnx) throws Exception {
        MODELS.put(committedName, new Registered().version("1", onnx).champion("1"));
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(COMMITTED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request"))
                    .map(name -> name.substring(0, name.length() - ".request".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theAnswerIsTheCommittedOne(String name) throws Exception {
        // Given
        Message request = Message.read(name + ".request");
        Message expected = Message.read(name + ".response");

        // When
        RawHttp.Answer answer;
        try (RawHttp connection = new RawHttp()) {
            answer = connection.send(request.wire()).receive();
        }

        // Then
        assertThat("HTTP/1.1 " + answer.status()).isEqualTo(expected.first());
        expected.headers()
                .forEach(
                        (header, value) ->
                                assertThat(answer.headers().get(header))
                                        .as(header)
                                        .isEqualTo(value));
        assertThat(readable(decompressed(answer))).isEqualTo(readable(expected.body()));
    }

    private static byte[] decompressed(RawHttp.Answer answer) throws IOException {
        ByteArrayInputStream body = new ByteArrayInputStream(answer.body());
        return switch (answer.headers().getOrDefault("content-encoding", "")) {
            case "gzip" -> new GZIPInputStream(body).readAllBytes();
            case "deflate" -> new InflaterInputStream(body).readAllBytes();
            default -> answer.body();
        };
    }

    /// A character per byte, so that a difference can be read.
    private static String readable(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private record Message(String first, Map<String, String> headers, byte[] body) {

        static Message read(String file) throws IOException {
            String text = readable(Files.readAllBytes(COMMITTED.resolve(file)));
            for (Map.Entry<String, Registered> model : MODELS.entrySet()) {
                text = text.replace(model.getKey(), model.getValue().name());
            }
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                String[] parts = line.split(": ", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            return new Message(lines[0], headers, text.substring(end + 4).getBytes(ISO_8859_1));
        }

        byte[] wire() {
            StringBuilder head = new StringBuilder(first).append("\r\nHost: localhost\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("Content-Length: " + body.length + "\r\n\r\n");
            return (head + readable(body)).getBytes(ISO_8859_1);
        }
    }
}
