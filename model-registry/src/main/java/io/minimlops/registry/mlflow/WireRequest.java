package io.minimlops.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A call's parameters, read the way protobuf's JSON mapping reads them: unknown fields ignored,
/// null is absent, camelCase understood, whole numbers also as text, and text only as text.
final class WireRequest {

    private static final String SEE =
            " See the API docs for more information about request parameters.";
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");

    private final JsonNode fields;
    private final String path;

    private WireRequest(JsonNode fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    /// @param query counts when there is no body
    /// @param body may come with a GET too
    static WireRequest of(MultivaluedMap<String, String> query, byte @Nullable [] body) {
        return new WireRequest(
                body == null || body.length == 0 ? WireBody.fromQuery(query) : WireBody.parse(body),
                "");
    }

    String required(String field) {
        String value = optional(field);
        if (value == null || value.isEmpty()) {
            throw missing(field);
        }
        return value;
    }

    @Nullable String optional(String field) {
        JsonNode value = field(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, value);
        }
        return storable(field, value);
    }

    /// Absent counts as empty.
    String text(String field) {
        String value = optional(field);
        return value == null ? "" : value;
    }

    /// Empty counts as absent.
    @Nullable String nonEmpty(String field) {
        String value = optional(field);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean flag(String field) {
        JsonNode value = field(field);
        if (value.isMissingNode()) {
            return false;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(field, value);
        };
    }

    int integer(String field, int otherwise, int max) {
        JsonNode value = field(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        long number = whole(field, value);
        if (number < 1) {
            throw WireError.invalid(
                    "Invalid value for request parameter %s. It must be at least 1, but got value %d"
                            .formatted(field, number));
        }
        if (number > max) {
            throw WireError.invalid(
                    "Invalid value for request parameter %s. It must be at most %d, but got value %d"
                            .formatted(field, max, number));
        }
        return (int) number;
    }

    private long whole(String field, JsonNode value) {
        if (value.isTextual() && WHOLE.matcher(value.textValue()).matches()) {
            return new BigDecimal(value.textValue()).longValue();
        }
        if (value.canConvertToExactIntegral() && value.canConvertToLong()) {
            return value.longValue();
        }
        throw invalid(field, value);
    }

    List<String> texts(String field) {
        JsonNode value = field(field);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (value.isTextual() && path.isEmpty()) {
            return List.of(storable(field, value));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(field, value)) {
            if (!element.isTextual()) {
                throw invalid(field, value);
            }
            texts.add(storable(field, element));
        }
        return texts;
    }

    /// A list of `{key, value}`; of equal keys the last counts.
    Map<String, String> tags(String field) {
        JsonNode value = field(field);
        Map<String, String> tags = new LinkedHashMap<>();
        if (!value.isMissingNode()) {
            int index = 0;
            for (JsonNode element : array(field, value)) {
                if (!element.isObject()) {
                    throw invalid(field, value);
                }
                WireRequest tag = new WireRequest(element, field + "[" + index++ + "].");
                tags.put(tag.required("key"), tag.text("value"));
            }
        }
        return tags;
    }

    private JsonNode array(String field, JsonNode value) {
        if (!value.isArray()) {
            throw invalid(field, value);
        }
        return value;
    }

    private JsonNode field(String field) {
        JsonNode value = fields.path(field);
        if (value.isMissingNode()) {
            value = fields.path(camelCase(field));
        }
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    private static String camelCase(String field) {
        return Pattern.compile("_(\\w)")
                .matcher(field)
                .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }

    private String storable(String field, JsonNode value) {
        String text = value.textValue();
        boolean broken = text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
        if (broken) {
            throw invalid(field, value);
        }
        return text;
    }

    private WireError.WireException missing(String field) {
        return WireError.invalid(
                "Missing value for required parameter '" + path + field + "'." + SEE);
    }

    private WireError.WireException invalid(String field, JsonNode value) {
        String json = value.toString();
        String shown = json.length() > 200 ? json.substring(0, 200) + "…" : json;
        return WireError.invalid(
                "Invalid value %s for parameter '%s' supplied: Hint: Value was of type '%s'.%s"
                        .formatted(
                                shown,
                                path + field,
                                value.getNodeType().name().toLowerCase(Locale.ROOT),
                                SEE));
    }
}
