package io.minimlops.gateway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.model.Manifest;
import io.minimlops.gateway.model.VersionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks the model registry.
@ApplicationScoped
public class RegistryClient {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();
    private final RegistryConfig config;

    RegistryClient(RegistryConfig config) {
        this.config = config;
    }

    /// All models; the registry lists them in pages.
    public List<RegisteredModel> models() throws RegistryAway {
        List<RegisteredModel> models = new ArrayList<>();
        String pageToken = "";
        do {
            JsonNode page =
                    get(pageToken.isEmpty()
                                    ? "/api/v1/models"
                                    : "/api/v1/models?pageToken=" + quoted(pageToken))
                            .orElseThrow(() -> new RegistryAway("model-registry lists no models"));
            try {
                for (JsonNode model : page.isArray() ? page : page.path("models")) {
                    models.add(JSON.treeToValue(model, RegisteredModel.class));
                }
            } catch (IOException e) {
                throw new RegistryAway("model-registry answered what cannot be read", e);
            }
            pageToken = page.path("nextPageToken").asText("");
        } while (!pageToken.isEmpty() && !"null".equals(pageToken));
        return models;
    }

    /// Empty when the registry knows no such version.
    public Optional<Manifest> manifest(VersionId id) throws RegistryAway {
        Optional<JsonNode> answer =
                get(
                        "/api/v1/models/%s/versions/%s/manifest"
                                .formatted(quoted(id.model()), quoted(id.version())));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.treeToValue(answer.get(), Manifest.class));
        } catch (IOException e) {
            throw new RegistryAway("model-registry answered what cannot be read", e);
        }
    }

    /// Points an alias to a version.
    ///
    /// @return why the registry will not, for good; empty when it did
    /// @throws RegistryAway when another try may succeed
    public Optional<String> move(MoveAlias wish, String correlationId) throws RegistryAway {
        String path =
                "/api/v1/models/%s/aliases/%s"
                        .formatted(quoted(wish.model()), quoted(wish.alias()));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(config.url() + path))
                        .timeout(config.timeout())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .header(CorrelationId.HEADER, correlationId)
                        .PUT(HttpRequest.BodyPublishers.ofString(json(wish)))
                        .build();
        HttpResponse<byte[]> answer = send(request);
        return switch (answer.statusCode()) {
            case 200, 201, 204 -> Optional.empty();
            case 400, 404, 409, 422 -> Optional.of(new String(answer.body(), UTF_8));
            default ->
                    throw new RegistryAway(
                            "model-registry answered %d to %s"
                                    .formatted(answer.statusCode(), path));
        };
    }

    private static String json(MoveAlias wish) {
        try {
            return JSON.writeValueAsString(wish);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of strings is always JSON", e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws RegistryAway {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new RegistryAway("model-registry cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryAway("interrupted while asking model-registry", e);
        }
    }

    private Optional<JsonNode> get(String path) throws RegistryAway {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(config.url() + path))
                        .timeout(config.timeout())
                        .header("Accept", "application/json")
                        .header(CorrelationId.HEADER, UUID.randomUUID().toString())
                        .build();
        HttpResponse<byte[]> answer = send(request);
        try {
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(JSON.readTree(answer.body()));
                case 404 -> Optional.empty();
                default ->
                        throw new RegistryAway(
                                "model-registry answered %d to %s"
                                        .formatted(answer.statusCode(), path));
            };
        } catch (IOException e) {
            throw new RegistryAway("model-registry answered what cannot be read", e);
        }
    }

    private static String quoted(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
