package io.minimlops.tracker.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// The models a run logged, as a JSON array in one of its tags.
@ApplicationScoped
class ModelHistory {

    static final String TAG = "mlflow.log-model.history";

    private static final List<String> MANDATORY =
            List.of("artifact_path", "flavors", "utc_time_created", "run_id");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The history with one more model; a model that is in it already is not added again.
    String append(String history, String modelJson) {
        try {
            JsonNode model = model(modelJson);
            ArrayNode models = (ArrayNode) JSON.readTree(history);
            for (JsonNode known : models) {
                if (known.equals(model)) {
                    return history;
                }
            }
            return JSON.writeValueAsString(models.add(model));
        } catch (JsonProcessingException e) {
            throw new Refusal.Invalid(
                    "Malformed model info. '%s' is not a valid JSON document".formatted(modelJson));
        }
    }

    private static JsonNode model(String json) throws JsonProcessingException {
        JsonNode model = JSON.readTree(json);
        List<String> missing = MANDATORY.stream().filter(field -> !model.has(field)).toList();
        if (!missing.isEmpty()) {
            throw new Refusal.Invalid("Model json is missing mandatory fields: " + missing);
        }
        return model;
    }
}
