package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The small parts of a request's JSON, and how a client is told what is wrong with it.
final class RequestJson {

    private RequestJson() {}

    /// Texts, truths and numbers by name; what else is given is passed over.
    static Map<String, Object> parameters(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        require(parser.currentToken() == JsonToken.START_OBJECT, "parameters must be an object");
        Map<String, Object> parameters = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (value) {
                case VALUE_STRING -> parameters.put(field, parser.getText());
                case VALUE_TRUE, VALUE_FALSE ->
                        parameters.put(field, value == JsonToken.VALUE_TRUE);
                case VALUE_NUMBER_INT -> {
                    require(
                            parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                            "parameter '" + field + "' is too large");
                    parameters.put(field, parser.getLongValue());
                }
                case VALUE_NUMBER_FLOAT -> parameters.put(field, parser.getDoubleValue());
                default -> parser.skipChildren();
            }
        }
        return parameters;
    }

    static String text(JsonParser parser, String field) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, field + " must be a string");
        return parser.getText();
    }

    static void require(boolean met, String otherwise) {
        if (!met) {
            throw new BadRequest("Unable to parse request: " + otherwise);
        }
    }

    static String describe(JsonProcessingException failure) {
        String message = failure.getOriginalMessage();
        if (message.contains("NaN") || message.contains("Infinity")) {
            return "Unable to parse request: JSON has no NaN or Infinity; a missing value is null";
        }
        var place = failure.getLocation();
        String where =
                place == null
                        ? ""
                        : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
        return "Unable to parse request: " + message + where;
    }
}
