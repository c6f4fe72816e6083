package io.minimlops.registry.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;

/// Turns a body or a query into one JSON object.
final class WireBody {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private WireBody() {}

    /// Old clients send a JSON text that holds the JSON object.
    static JsonNode parse(byte[] body) {
        JsonNode parsed = read(body);
        if (parsed.isTextual()) {
            parsed = read(parsed.textValue().getBytes(UTF_8));
        }
        if (!parsed.isObject()) {
            throw WireError.invalid("The request body must be a JSON object.");
        }
        return parsed;
    }

    private static JsonNode read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonNode parsed = JSON.readTree(parser);
            if (parser.nextToken() != null) {
                throw WireError.invalid("Malformed JSON: more than one value.");
            }
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JsonProcessingException e) {
            throw WireError.invalid("Malformed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw WireError.invalid("Malformed JSON: not UTF-8 text.");
        }
    }

    static ObjectNode fromQuery(MultivaluedMap<String, String> query) {
        ObjectNode fields = JSON.createObjectNode();
        query.forEach(
                (name, values) -> {
                    if (values.size() == 1) {
                        fields.put(name, values.getFirst());
                    } else {
                        ArrayNode list = fields.putArray(name);
                        values.forEach(list::add);
                    }
                });
        return fields;
    }
}
