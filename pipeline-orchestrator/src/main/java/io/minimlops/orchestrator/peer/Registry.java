package io.minimlops.orchestrator.peer;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The model registry.
@ApplicationScoped
public class Registry {

    private static final String MLFLOW = "/api/2.0/mlflow/";
    private static final String MODELS = "/api/v1/models/";

    private final Peer peer;

    Registry(
            @ConfigProperty(name = "mlops.registry.url", defaultValue = "http://127.0.0.1:5050")
                    URI url) {
        this.peer = new Peer("model-registry", url);
    }

    /// Where a version's files are; an object's key is `prefix + path`.
    public record Manifest(String bucket, String prefix, String digest, List<String> paths) {}

    /// The version an alias points to; empty when there is no such model or alias.
    public Optional<String> aliased(String model, String alias, String correlationId) {
        return peer.find(alias(model, alias), correlationId)
                .map(found -> found.path("version").asText());
    }

    public Manifest manifest(String model, String version, String correlationId) {
        JsonNode answer = peer.get(version(model, version) + "/manifest", correlationId);
        List<String> paths = new ArrayList<>();
        answer.path("files").forEach(file -> paths.add(file.path("path").asText()));
        return new Manifest(
                answer.path("bucket").asText(),
                answer.path("prefix").asText(),
                answer.path("digest").asText(),
                paths);
    }

    /// The version made from a tracked run that carries this tag value, created when there is none.
    public String register(
            String model,
            Tracker.TrackedRun run,
            Map<String, String> tags,
            String identifyingTag,
            String correlationId) {
        ensureModel(model, correlationId);
        return existing(model, run.runId(), identifyingTag, tags, correlationId)
                .orElseGet(() -> create(model, run, tags, correlationId));
    }

    private void ensureModel(String model, String correlationId) {
        if (peer.find(MODELS + Peer.escape(model), correlationId).isPresent()) {
            return;
        }
        try {
            peer.post(MLFLOW + "registered-models/create", Map.of("name", model), correlationId);
        } catch (PeerRefused e) {
            // Somebody else created it just now, or it is refused for good.
            if (peer.find(MODELS + Peer.escape(model), correlationId).isEmpty()) {
                throw e;
            }
        }
    }

    private Optional<String> existing(
            String model,
            String runId,
            String tag,
            Map<String, String> tags,
            String correlationId) {
        JsonNode found = peer.get(MODELS + Peer.escape(model), correlationId);
        for (JsonNode version : found.path("versions")) {
            String number = version.path("version").asText();
            if (runId.equals(version.path("runId").asText())) {
                JsonNode full = peer.get(version(model, number), correlationId);
                if (tags.getOrDefault(tag, "").equals(full.path("tags").path(tag).asText())) {
                    return Optional.of(number);
                }
            }
        }
        return Optional.empty();
    }

    private String create(
            String model, Tracker.TrackedRun run, Map<String, String> tags, String correlationId) {
        Map<String, Object> request =
                Map.of(
                        "name", model,
                        "source", run.modelSource(),
                        "run_id", run.runId(),
                        "tags",
                                tags.entrySet().stream()
                                        .map(
                                                tag ->
                                                        Map.of(
                                                                "key",
                                                                tag.getKey(),
                                                                "value",
                                                                tag.getValue()))
                                        .toList());
        return peer.post(MLFLOW + "model-versions/create", request, correlationId)
                .at("/model_version/version")
                .asText();
    }

    /// Moving an alias to where it is already is left out: a repeated attempt makes no second entry
    /// in its history.
    public void moveAlias(
            String model,
            String alias,
            String version,
            String reason,
            Map<String, String> evidence,
            String correlationId) {
        if (aliased(model, alias, correlationId).filter(version::equals).isPresent()) {
            return;
        }
        peer.put(
                alias(model, alias),
                Map.of(
                        "version", version,
                        "actor", "pipeline-orchestrator",
                        "reason", reason,
                        "evidence", evidence),
                correlationId);
    }

    private static String version(String model, String version) {
        return MODELS + Peer.escape(model) + "/versions/" + Peer.escape(version);
    }

    private static String alias(String model, String alias) {
        return MODELS + Peer.escape(model) + "/aliases/" + Peer.escape(alias);
    }
}
