package io.minimlops.tracker.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.loggedmodel.LoggedModelCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/// Notes on a logged model which versions of registered models were made of it; clients read it
/// there, in a tag.
@ApplicationScoped
class RegisteredVersionNotes {

    static final String TAG = "mlflow.modelVersions";

    private static final Logger LOG = Logger.getLogger(RegisteredVersionNotes.class);

    private final JsonMapper json = JsonMapper.builder().build();
    private final LoggedModelCatalog models;

    RegisteredVersionNotes(LoggedModelCatalog models) {
        this.models = models;
    }

    /// @param request a request for a new version
    /// @param answer what the registry said to it
    void note(byte[] request, byte[] answer) {
        try {
            String modelId = json.readTree(request).path("model_id").asText();
            JsonNode made = json.readTree(answer).path("model_version");
            if (!modelId.isEmpty() && made.has("version")) {
                note(modelId, made);
            }
        } catch (Refusal | IOException e) {
            // The version exists and that is what was asked for; the model may be another server's.
            LOG.infof("a new version is not noted on its logged model: %s", e.getMessage());
        }
    }

    private void note(String modelId, JsonNode made) throws JsonProcessingException {
        ArrayNode versions = known(modelId);
        ObjectNode version =
                json.createObjectNode()
                        .put("name", made.path("name").asText())
                        .put("version", made.path("version").asInt());
        for (JsonNode other : versions) {
            if (other.equals(version)) {
                return;
            }
        }
        versions.add(version);
        while (json.writeValueAsString(versions).length() > Names.RUN_TAG_VALUE) {
            versions.remove(0);
        }
        models.setTags(modelId, List.of(new Tag(TAG, json.writeValueAsString(versions))));
    }

    private ArrayNode known(String modelId) throws JsonProcessingException {
        for (Tag tag : models.get(modelId, false).tags()) {
            if (tag.key().equals(TAG) && json.readTree(tag.value()) instanceof ArrayNode known) {
                return known;
            }
        }
        return json.createArrayNode();
    }
}
