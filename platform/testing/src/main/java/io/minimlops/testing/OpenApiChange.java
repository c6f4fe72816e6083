package io.minimlops.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What a caller written against one OpenAPI document would miss in another: paths and operations
/// that are gone, response fields that are gone or of another type, parameters and request fields
/// that have become required.
final class OpenApiChange {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> breaking = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();

    private OpenApiChange(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    static List<String> breaking(JsonNode before, JsonNode after) {
        OpenApiChange change = new OpenApiChange(before, after);
        change.paths();
        return change.breaking;
    }

    private void paths() {
        for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    JsonNode now = after.path("paths").path(path.getKey()).path(method.getKey());
                    operation(method.getKey() + " " + path.getKey(), method.getValue(), now);
                }
            }
        }
    }

    private void operation(String name, JsonNode old, JsonNode now) {
        if (now.isMissingNode()) {
            breaking.add(name + " is gone");
            return;
        }
        Set<String> known = requiredParameters(old);
        requiredParameters(now).stream()
                .filter(it -> !known.contains(it))
                .forEach(it -> breaking.add(name + " now requires the parameter " + it));
        body(name + " request", old.path("requestBody"), now.path("requestBody"), false);
        for (Map.Entry<String, JsonNode> response : old.path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                JsonNode answer = now.path("responses").path(response.getKey());
                body(name + " " + response.getKey(), response.getValue(), answer, true);
            }
        }
    }

    private static Set<String> requiredParameters(JsonNode operation) {
        Set<String> names = new HashSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("required").asBoolean()) {
                names.add(parameter.path("name").asText());
            }
        }
        return names;
    }

    private void body(String where, JsonNode old, JsonNode now, boolean answer) {
        if (answer && now.isMissingNode()) {
            breaking.add(where + " is gone");
            return;
        }
        for (Map.Entry<String, JsonNode> media : old.path("content").properties()) {
            JsonNode same = now.path("content").path(media.getKey());
            if (same.isMissingNode()) {
                breaking.add(where + " no longer speaks " + media.getKey());
            } else {
                schema(where, media.getValue().path("schema"), same.path("schema"), answer);
            }
        }
    }

    private void schema(
            String where, JsonNode oldOrReference, JsonNode nowOrReference, boolean answer) {
        String pair = oldOrReference.path("$ref").asText() + nowOrReference.path("$ref").asText();
        if (!pair.isEmpty() && !visited.add(pair + answer)) {
            return;
        }
        JsonNode old = resolve(before, oldOrReference);
        JsonNode now = resolve(after, nowOrReference);
        if (old.has("type") && !old.path("type").equals(now.path("type"))) {
            breaking.add(where + " was " + old.path("type") + ", is " + now.path("type"));
        }
        if (!answer) {
            Set<String> required = texts(old.path("required"));
            texts(now.path("required")).stream()
                    .filter(it -> !required.contains(it))
                    .forEach(it -> breaking.add(where + " now requires " + it));
        }
        for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
            String field = where + "." + property.getKey();
            JsonNode same = now.path("properties").path(property.getKey());
            if (same.isMissingNode()) {
                breaking.add(field + " is gone");
            } else {
                schema(field, property.getValue(), same, answer);
            }
        }
        if (old.has("items")) {
            schema(where + "[]", old.path("items"), now.path("items"), answer);
        }
    }

    private static JsonNode resolve(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private static Set<String> texts(JsonNode array) {
        return new HashSet<>(
                StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
    }
}
