package io.minimlops.gateway.oip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class AnswerCompressionTest {

    private static Registered plain;

    @BeforeEach
    void servePlainModel() throws Exception {
        plain = Registered.orPlain(plain);
    }

    /// By a client that takes gzip and does not unpack it.
    private static HttpResponse<byte[]> post(String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d%s".formatted(RestAssured.port, path)))
                        .header("Accept-Encoding", "gzip")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/%s:predict", "/invocations?model=%s"})
    void rowsAreAnsweredPackedForWhoAsks(String path) throws Exception {
        // When
        HttpResponse<byte[]> answer =
                post(path.formatted(plain.name()), "{\"instances\":[[0,0,0]]}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models/%s:predict",
                "/v1/models/%s:explain",
                "/v1/models/no%s:predict",
                "/invocations?model=%s",
                "/invocations?model=no%s",
                "/v2/models/%s/infer",
                "/v2/models/no%s/infer"
            })
    void anErrorIsTextWhateverIsAskedFor(String path) throws Exception {
        // When
        HttpResponse<byte[]> answer =
                post(
                        path.formatted(plain.name()),
                        "{\"rows\":[[\"%s\"]]}".formatted("x".repeat(2000)));

        // Then
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Encoding").orElse("identity"))
                .isEqualTo("identity");
        assertThat(new String(answer.body(), UTF_8)).startsWith("{\"").endsWith("}");
    }
}
