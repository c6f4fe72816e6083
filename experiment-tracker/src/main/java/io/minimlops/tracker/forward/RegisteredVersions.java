package io.minimlops.tracker.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Which model versions the registry knows: asked by us, as one part of a larger answer.
@ApplicationScoped
public class RegisteredVersions {

    /// A page in a browser waits for this.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String SEARCH = "/api/2.0/mlflow/model-versions/search?";

    private final Registry registry;
    private final CorrelationId correlationId;
    private final JsonMapper json = JsonMapper.builder().build();

    RegisteredVersions(Registry registry, CorrelationId correlationId) {
        this.registry = registry;
        this.correlationId = correlationId;
    }

    /// A search as the registry's wire has it.
    ///
    /// @param authorization the header of whom we ask for, if there was one
    public record Query(
            @Nullable String filter,
            @Nullable Long maxResults,
            List<String> orderBy,
            @Nullable String pageToken,
            @Nullable String authorization) {

        String encoded() {
            StringJoiner query = new StringJoiner("&");
            add(query, "filter", filter);
            add(query, "max_results", maxResults);
            orderBy.forEach(key -> add(query, "order_by", key));
            add(query, "page_token", pageToken);
            return query.toString();
        }

        private static void add(StringJoiner query, String name, @Nullable Object value) {
            if (value != null) {
                query.add(name + "=" + URLEncoder.encode(value.toString(), UTF_8));
            }
        }
    }

    /// The registry's answer as it is: `model_versions` and `next_page_token`.
    ///
    /// @throws Refusal what the registry refuses, or that it is away
    public JsonNode search(Query query) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CorrelationId.HEADER, correlationId.value());
        if (query.authorization() != null) {
            headers.put("Authorization", query.authorization());
        }
        HttpResponse<InputStream> answer =
                registry.ask("GET", SEARCH + query.encoded(), headers, new byte[0], PATIENCE);
        return accepted(answer.statusCode(), body(answer));
    }

    private JsonNode body(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return json.readTree(body);
        } catch (IOException e) {
            throw new Refusal.Unavailable("The model registry");
        }
    }

    private static JsonNode accepted(int status, JsonNode body) {
        if (status == 200 && body.isObject()) {
            return body;
        }
        if (status >= 400 && status < 500) {
            throw new Refusal.Invalid(body.path("message").asText("the registry said " + status));
        }
        throw new Refusal.Unavailable("The model registry");
    }
}
