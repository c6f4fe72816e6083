package io.minimlops.gateway.oip.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.oip.BadRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// How a request came, and how its answer goes back: as it is, or as a CloudEvent 1.0 in the mode
/// of the request.
enum CloudEventForm {
    PLAIN,
    /// Attributes are headers beside the data.
    BINARY,
    /// Attributes are fields around the data.
    STRUCTURED;

    private static final String STRUCTURED_TYPE = "application/cloudevents+json";

    static CloudEventForm of(HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED_TYPE)) {
            return STRUCTURED;
        }
        return headers.getHeaderString("ce-id") == null ? PLAIN : BINARY;
    }

    JsonNode data(JsonNode body) {
        if (this != STRUCTURED) {
            return body;
        }
        if (!body.path("data").isObject()) {
            throw new BadRequest("the event has no data");
        }
        return body.get("data");
    }

    Response answer(String model, ObjectNode answer) {
        return switch (this) {
            case PLAIN -> Response.ok(answer).build();
            case BINARY -> {
                Response.ResponseBuilder response = Response.ok(answer);
                attributes(model).forEach((name, value) -> response.header("ce-" + name, value));
                yield response.build();
            }
            case STRUCTURED -> {
                ObjectNode event = JsonNodeFactory.instance.objectNode();
                attributes(model).forEach(event::put);
                event.put("datacontenttype", "application/json");
                event.set("data", answer);
                yield Response.ok(event).type(STRUCTURED_TYPE).build();
            }
        };
    }

    private static Map<String, String> attributes(String model) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", "io.kserve.inference." + model);
        attributes.put("type", "io.kserve.inference.response");
        attributes.put("time", Instant.now().toString());
        return attributes;
    }
}
