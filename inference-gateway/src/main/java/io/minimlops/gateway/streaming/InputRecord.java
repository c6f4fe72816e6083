package io.minimlops.gateway.streaming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.streaming.RowPredictions.Refused;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record's value, read: `{"inputs": row, "id"?, "event_time"?}`, or the row alone.
///
/// @param id by which feedback will call it; absent: where the record lies
record InputRecord(JsonNode row, @Nullable String id, @Nullable Instant eventTime) {

    private static final int LONGEST_ID = 512;
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// @param columns fields by the model's names
    static InputRecord of(byte @Nullable [] value, Map<String, String> columns) throws Refused {
        if (value == null) {
            throw new Refused("the record has no value", false);
        }
        JsonNode node = parse(value);
        if (node == null || node.isMissingNode() || node.isNull()) {
            throw new Refused("the value is empty", false);
        }
        if (!(node instanceof ObjectNode object && object.path("inputs").isObject())) {
            return new InputRecord(renamed(node, columns), null, null);
        }
        return new InputRecord(
                renamed(object.get("inputs"), columns), id(object), eventTime(object));
    }

    private static JsonNode parse(byte[] value) throws Refused {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new Refused("the value is not JSON: " + e.getOriginalMessage(), false);
        } catch (IOException e) {
            throw new Refused("the value is not JSON: " + e.getMessage(), false);
        }
    }

    private static @Nullable String id(ObjectNode object) throws Refused {
        JsonNode id = object.get("id");
        if (id == null || id.isNull()) {
            return null;
        }
        String text = id.asText();
        if (id.isContainerNode() || text.isEmpty() || text.length() > LONGEST_ID / 4) {
            throw new Refused(
                    "id must be a text of 1 to %d characters".formatted(LONGEST_ID / 4), false);
        }
        return text;
    }

    private static @Nullable Instant eventTime(ObjectNode object) throws Refused {
        JsonNode time = object.get("event_time");
        if (time == null || time.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time.asText()).toInstant();
        } catch (DateTimeException e) {
            throw new Refused("event_time is no RFC 3339 time: " + time.asText(), false);
        }
    }

    /// Fields by the model's names. A record may have more fields than are named, and only then
    /// are the others left out.
    private static JsonNode renamed(JsonNode row, Map<String, String> columns) throws Refused {
        if (columns.isEmpty() || !(row instanceof ObjectNode given)) {
            return row;
        }
        ObjectNode named = given.objectNode();
        for (Map.Entry<String, String> column : columns.entrySet()) {
            JsonNode value = given.get(column.getValue());
            if (value == null) {
                throw new Refused("the field '%s' is missing".formatted(column.getValue()), false);
            }
            named.set(column.getKey(), value);
        }
        return named;
    }
}
