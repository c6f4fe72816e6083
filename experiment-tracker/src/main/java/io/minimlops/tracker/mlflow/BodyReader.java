package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.tracker.Refusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/// Reads request bodies as leniently as the wire demands: no body is an empty object, unknown
/// fields and nulls are passed over, names may be
/// in camel case, and the whole may be JSON within a JSON string.
@Provider
@Consumes(MediaType.WILDCARD)
public class BodyReader implements MessageBodyReader<Request> {

    private final JsonMapper json = WireJson.mapper();
    private final TrackerConfig config;

    BodyReader(TrackerConfig config) {
        this.config = config;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Request.class.isAssignableFrom(type);
    }

    @Override
    public Request readFrom(
            Class<Request> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] content =
                LimitedBody.read(body, headers.getFirst("Content-Length"), config.maxJsonBytes());
        if (content.length > 0 && headers.getFirst("Content-Type") == null) {
            throw new Refusal.Invalid("Bad Request. Content-Type header is missing.");
        }
        return read(type, content);
    }

    /// In one pass as a rule; what that does not take is read again in the lenient way, which also
    /// knows what to say about it.
    <T extends Request> T read(Class<T> type, byte[] body) throws IOException {
        try (JsonParser parser = new WireParser(json.createParser(body))) {
            T request = json.readValue(parser, type);
            return request == null ? readLeniently(type, body) : request;
        } catch (JsonProcessingException e) {
            return readLeniently(type, body);
        }
    }

    private <T extends Request> T readLeniently(Class<T> type, byte[] body) throws IOException {
        ObjectNode tree = tree(body);
        try {
            return json.treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw unfit(tree, e);
        }
    }

    private ObjectNode tree(byte[] body) throws IOException {
        try {
            JsonNode tree = body.length == 0 ? json.createObjectNode() : json.readTree(body);
            if (tree.isTextual()) {
                tree = json.readTree(tree.textValue());
            }
            if (tree instanceof ObjectNode object) {
                return normal(object);
            }
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage());
        }
        throw malformed("it must be an object");
    }

    private static Refusal.Invalid malformed(String why) {
        return new Refusal.Invalid("The request body is not valid JSON for this call: " + why);
    }

    /// Without nulls, with names in snake case.
    private ObjectNode normal(ObjectNode object) {
        ObjectNode normal = json.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isNull()) {
                normal.set(WireParser.snakeCase(field.getKey()), normalValue(field.getValue()));
            }
        }
        return normal;
    }

    private JsonNode normalValue(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> normal(object);
            case ArrayNode array -> {
                ArrayNode normal = json.createArrayNode();
                for (JsonNode element : array) {
                    if (element.isNull()) {
                        throw malformed("a list holds null");
                    }
                    normal.add(normalValue(element));
                }
                yield normal;
            }
            default -> value;
        };
    }

    private static Refusal.Invalid unfit(ObjectNode tree, JsonMappingException failure) {
        StringBuilder place = new StringBuilder();
        JsonNode value = tree;
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
                value = value.path(step.getIndex());
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
                value = value.path(step.getFieldName());
            }
        }
        String shown = value instanceof MissingNode ? "" : value.toString();
        return Required.invalid(
                place.toString(), shown.length() > 500 ? shown.substring(0, 500) + "…" : shown);
    }

    /// A list that may be absent.
    static <T> List<T> list(@org.jspecify.annotations.Nullable List<T> sent) {
        return sent == null ? List.of() : sent;
    }
}
