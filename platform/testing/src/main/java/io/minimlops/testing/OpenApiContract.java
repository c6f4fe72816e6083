package io.minimlops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/// The committed OpenAPI document of a service is a promise: a running service may add to it, never
/// take away. `-Dmlops.contract.write` writes the document of the running service instead of
/// checking it.
public final class OpenApiContract {

    private static final Path COMMITTED =
            Path.of("src", "test", "resources", "contract", "openapi.json");
    private static final JsonMapper JSON = new JsonMapper();

    private OpenApiContract() {}

    /// @param port of the running service (`RestAssured.port` or `quarkus.http.test-port`)
    public static void check(int port) {
        JsonNode running = fetch(URI.create("http://localhost:" + port + "/q/openapi?format=json"));
        if (System.getProperty("mlops.contract.write") != null) {
            write(running);
        } else {
            assertThat(OpenApiChange.breaking(committed(), running))
                    .as("what the service no longer keeps of %s", COMMITTED)
                    .isEmpty();
        }
    }

    private static JsonNode committed() {
        if (!Files.exists(COMMITTED)) {
            return fail(COMMITTED + " is missing: write it with -Dmlops.contract.write");
        }
        try {
            return JSON.readTree(COMMITTED.toFile());
        } catch (IOException e) {
            return fail("cannot read " + COMMITTED, e);
        }
    }

    private static void write(JsonNode document) {
        try {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, document.toPrettyString() + "\n");
        } catch (IOException e) {
            fail("cannot write " + COMMITTED, e);
        }
    }

    private static JsonNode fetch(URI address) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as("status of %s", address).isEqualTo(200);
            return JSON.readTree(response.body());
        } catch (IOException e) {
            return fail("cannot read " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted while reading " + address, e);
        }
    }
}
