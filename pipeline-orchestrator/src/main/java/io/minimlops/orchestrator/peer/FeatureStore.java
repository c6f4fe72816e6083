package io.minimlops.orchestrator.peer;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The feature store.
@ApplicationScoped
public class FeatureStore {

    private final Peer peer;

    FeatureStore(
            @ConfigProperty(name = "mlops.features.url", defaultValue = "http://127.0.0.1:6566")
                    URI url) {
        this.peer = new Peer("feature-store", url);
    }

    /// @param labelled rows whose column is not null
    /// @param positive rows whose column is above zero, when the store says so
    public record SpineStatistics(
            long rows,
            long labelled,
            @Nullable Double labelShare,
            @Nullable Instant firstEventTime,
            @Nullable Instant lastEventTime) {}

    /// Rows of labels and entities to which features are joined.
    public record Spine(
            String source, Instant start, Instant end, List<String> columns, String label) {}

    public SpineStatistics spineStatistics(
            String source,
            Instant start,
            Instant end,
            @Nullable String column,
            String correlationId) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("source", source);
        question.put("start", start.toString());
        question.put("end", end.toString());
        if (column != null) {
            question.put("column", column);
        }
        JsonNode answer = peer.post("/api/v1/spine-statistics", question, correlationId);
        return new SpineStatistics(
                answer.path("rows").asLong(),
                answer.path("labelled").asLong(),
                answer.hasNonNull("mean") ? answer.get("mean").asDouble() : null,
                time(answer.path("firstEventTime")),
                time(answer.path("lastEventTime")));
    }

    /// Builds a training set, or finds the one built under this name before.
    public TrainingSet build(
            String name, String featureService, Spine spine, String correlationId) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("source", spine.source());
        wanted.put("start", spine.start().toString());
        wanted.put("end", spine.end().toString());
        wanted.put("columns", spine.columns());
        wanted.put("label", spine.label());
        Map<String, Object> request =
                Map.of("name", name, "featureService", featureService, "spine", wanted);
        return TrainingSet.read(
                peer.send(
                        "POST",
                        "/api/v1/training-sets",
                        request,
                        correlationId,
                        Map.of("Idempotency-Key", name)));
    }

    public TrainingSet trainingSet(String id, String correlationId) {
        return TrainingSet.read(
                peer.get("/api/v1/training-sets/" + Peer.escape(id), correlationId));
    }

    private static @Nullable Instant time(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }
}
