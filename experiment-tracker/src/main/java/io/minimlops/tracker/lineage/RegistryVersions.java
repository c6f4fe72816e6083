package io.minimlops.tracker.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.forward.RegistryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Model versions, asked from the registry over MLflow's wire.
@ApplicationScoped
class RegistryVersions {

    /// What one answer may hold, and how many runs one question may name.
    private static final int MOST = 1000;

    static final int MOST_RUNS = 100;

    private static final String PATH = "/api/2.0/mlflow/model-versions/";

    private final RegistryConfig registry;
    private final LineageConfig config;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.builder().build();

    RegistryVersions(RegistryConfig registry, LineageConfig config) {
        this.registry = registry;
        this.config = config;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.registryTimeout())
                        .build();
    }

    /// @throws IOException when the registry does not answer
    List<Version> madeBy(Collection<String> runIds) throws IOException {
        String filter =
                runIds.stream()
                        .map(id -> "'" + id + "'")
                        .collect(Collectors.joining(",", "run_id IN (", ")"));
        return ask("search?max_results=" + MOST + "&filter=" + encoded(filter), Versions.class)
                .map(Versions::versions)
                .orElse(List.of());
    }

    /// @throws IOException when the registry does not answer
    Optional<Version> get(String model, String version) throws IOException {
        return ask("get?name=" + encoded(model) + "&version=" + encoded(version), OneVersion.class)
                .map(OneVersion::version);
    }

    private <T> Optional<T> ask(String call, Class<T> type) throws IOException {
        String base = registry.url().toString().replaceAll("/$", "");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + PATH + call))
                        .timeout(config.registryTimeout())
                        .build();
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(json.readValue(answer.body(), type));
                case 400, 404 -> Optional.empty();
                default -> throw new IOException("the registry answered " + answer.statusCode());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the registry was asked", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Versions(@JsonProperty("model_versions") @Nullable List<Version> found) {
        List<Version> versions() {
            return found == null ? List.of() : found;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record OneVersion(@JsonProperty("model_version") Version version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Version(
            @JsonProperty("name") String name,
            @JsonProperty("version") String version,
            @JsonProperty("run_id") @Nullable String runId,
            @JsonProperty("model_id") @Nullable String modelId,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("aliases") @Nullable List<String> aliases) {}
}
