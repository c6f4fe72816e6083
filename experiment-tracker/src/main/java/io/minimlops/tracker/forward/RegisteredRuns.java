package io.minimlops.tracker.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which runs the registry's model versions were made from.
@ApplicationScoped
public class RegisteredRuns {

    private static final String SEARCH =
            "/api/2.0/mlflow/model-versions/search?max_results=1000&filter=";

    private final Registry registry;
    private final JsonMapper json = JsonMapper.builder().build();

    RegisteredRuns(Registry registry) {
        this.registry = registry;
    }

    /// Those of these runs that have a registered version.
    ///
    /// @throws Refusal.Unavailable when the registry does not answer
    public Set<String> among(Collection<String> runIds) {
        String filter =
                runIds.stream()
                        .map(id -> "'" + id + "'")
                        .collect(Collectors.joining(",", "run_id IN (", ")"));
        Set<String> found = new HashSet<>();
        String token = "";
        do {
            JsonNode page = page(SEARCH + URLEncoder.encode(filter, UTF_8) + token);
            page.path("model_versions")
                    .forEach(version -> found.add(version.path("run_id").asText()));
            String next = page.path("next_page_token").asText("");
            token = next.isEmpty() ? "" : "&page_token=" + URLEncoder.encode(next, UTF_8);
        } while (!token.isEmpty());
        found.retainAll(Set.copyOf(runIds));
        return found;
    }

    private JsonNode page(String address) {
        HttpResponse<InputStream> answer = registry.ask("GET", address, Map.of(), new byte[0]);
        try (InputStream body = answer.body()) {
            if (answer.statusCode() == 200) {
                return json.readTree(body);
            }
        } catch (IOException e) {
            throw new Refusal.Unavailable("The model registry");
        }
        throw new Refusal.Unavailable("The model registry");
    }
}
