package io.minimlops.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one mapping and remembers what was wrong. A wrong field reads as its
/// fallback, so that reading can go on and find the next mistake.
public final class Fields {

    private final ObjectNode mapping;
    private final String at;
    private final Mistakes mistakes;
    private final Set<String> known = new TreeSet<>();

    public Fields(ObjectNode mapping, String at, Mistakes mistakes) {
        this.mapping = mapping;
        this.at = at;
        this.mistakes = mistakes;
    }

    public String text(String name) {
        return require(name) ? text(name, "") : "";
    }

    public String text(String name, String fallback) {
        JsonNode node = take(name);
        if (node == null) {
            return fallback;
        }
        if (!node.isValueNode() || node.asText().isBlank()) {
            return wrong(name, "a text", fallback);
        }
        return node.asText();
    }

    public @Nullable String textOrNull(String name) {
        String value = text(name, "");
        return value.isEmpty() ? null : value;
    }

    public int integer(String name, int fallback, int least, int most) {
        JsonNode node = take(name);
        if (node == null) {
            return fallback;
        }
        Double value = numeric(node);
        if (value == null || value != Math.rint(value) || value < least || value > most) {
            return wrong(name, "a whole number between " + least + " and " + most, fallback);
        }
        return value.intValue();
    }

    public double number(String name, double fallback, double least, double most) {
        JsonNode node = take(name);
        if (node == null) {
            return fallback;
        }
        Double value = numeric(node);
        if (value == null || !(value >= least && value <= most)) {
            return wrong(name, "a number between " + least + " and " + most, fallback);
        }
        return value;
    }

    public @Nullable Double numberOrNull(String name) {
        return has(name) ? (Double) number(name, 0, -Double.MAX_VALUE, Double.MAX_VALUE) : null;
    }

    /// An ISO 8601 duration of fixed length: days, hours, minutes, seconds, weeks.
    public Duration duration(String name, Duration fallback) {
        String written = text(name, "");
        if (written.isEmpty()) {
            return fallback;
        }
        Duration duration = parseDuration(written);
        return duration == null || duration.isNegative()
                ? wrong(name, "an ISO 8601 duration such as P7D or PT1H", fallback)
                : duration;
    }

    public @Nullable Duration durationOrNull(String name) {
        return has(name) ? duration(name, Duration.ZERO) : null;
    }

    public Instant time(String name, Instant fallback) {
        String written = text(name, "");
        try {
            return written.isEmpty() ? fallback : Instant.parse(written);
        } catch (DateTimeException e) {
            return wrong(name, "a time such as 2001-01-31T00:00:00Z", fallback);
        }
    }

    public String oneOf(String name, String fallback, List<String> allowed) {
        String written = text(name, fallback);
        return allowed.contains(written)
                ? written
                : wrong(name, "one of " + String.join(", ", allowed), fallback);
    }

    public List<String> texts(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        if (!node.isArray()) {
            return wrong(name, "a list of texts", List.of());
        }
        for (JsonNode item : node) {
            if (!item.isValueNode() || item.isNull()) {
                return wrong(name, "a list of texts", List.of());
            }
            values.add(item.asText());
        }
        return List.copyOf(values);
    }

    /// A nested mapping; an absent one reads as an empty one.
    public Fields nested(String name) {
        JsonNode node = take(name);
        if (node instanceof ObjectNode object) {
            return new Fields(object, at + "/" + name, mistakes);
        }
        if (node != null) {
            mistakes.add(at + "/" + name, "must be a mapping");
        }
        return new Fields(mapping.objectNode(), at + "/" + name, mistakes);
    }

    /// The values of a nested mapping as they are.
    public Map<String, Object> map(String name) {
        JsonNode node = take(name);
        if (node == null) {
            return Map.of();
        }
        return node instanceof ObjectNode
                ? Documents.map(node)
                : wrong(name, "a mapping", Map.of());
    }

    /// Each entry of a nested mapping, itself a mapping.
    public Map<String, Fields> entries(String name) {
        Map<String, Fields> entries = new LinkedHashMap<>();
        JsonNode node = take(name);
        if (node == null) {
            return entries;
        }
        if (!(node instanceof ObjectNode)) {
            return wrong(name, "a mapping", entries);
        }
        for (var property : node.properties()) {
            String place = at + "/" + name + "/" + property.getKey();
            if (property.getValue() instanceof ObjectNode object) {
                entries.put(property.getKey(), new Fields(object, place, mistakes));
            } else {
                mistakes.add(place, "must be a mapping");
            }
        }
        return entries;
    }

    /// Each item of a list of mappings.
    public List<Fields> items(String name) {
        List<Fields> items = new ArrayList<>();
        JsonNode node = take(name);
        if (node == null || !node.isArray()) {
            return wrong(name, "a list of mappings", items);
        }
        for (int i = 0; i < node.size(); i++) {
            String place = at + "/" + name + "/" + i;
            if (node.get(i) instanceof ObjectNode object) {
                items.add(new Fields(object, place, mistakes));
            } else {
                mistakes.add(place, "must be a mapping");
            }
        }
        return items;
    }

    public @Nullable Object value(String name) {
        JsonNode node = take(name);
        return node == null ? null : Documents.as(Object.class, node);
    }

    public boolean has(String name) {
        return mapping.hasNonNull(name);
    }

    public String at() {
        return at;
    }

    public Mistakes mistakes() {
        return mistakes;
    }

    public boolean require(String name) {
        known.add(name);
        if (!has(name)) {
            mistakes.add(at + "/" + name, "is missing");
        }
        return has(name);
    }

    /// Call last: whatever was not asked for is a mistake.
    public void nothingElse() {
        mapping.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                mistakes.add(
                                        at + "/" + name,
                                        "is not known here; known: " + String.join(", ", known));
                            }
                        });
    }

    private @Nullable JsonNode take(String name) {
        known.add(name);
        JsonNode node = mapping.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private <T> T wrong(String name, String expected, T fallback) {
        mistakes.add(at + "/" + name, "must be " + expected);
        return fallback;
    }

    private static @Nullable Double numeric(JsonNode node) {
        try {
            return node.isNumber()
                    ? (Double) node.doubleValue()
                    : node.isTextual() ? Double.valueOf(node.textValue()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Null when it is not a duration. Weeks are seven days, days are 24 hours; months and years
    /// have no fixed length.
    public static @Nullable Duration parseDuration(String written) {
        try {
            if (written.matches("P\\d+[WD]|P\\d+W\\d+D")) {
                return Duration.ofDays(Period.parse(written).getDays());
            }
            return Duration.parse(written);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
