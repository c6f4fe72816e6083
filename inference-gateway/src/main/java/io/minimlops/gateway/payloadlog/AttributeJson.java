package io.minimlops.gateway.payloadlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/// An attribute that is a JSON object as text.
final class AttributeJson {

    private static final JsonMapper JSON = new JsonMapper();

    private AttributeJson() {}

    static String of(Map<String, ?> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
