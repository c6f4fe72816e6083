package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Values of parameters: texts, booleans, whole and other numbers, and lists of them. Read from
/// JSON always in the same way, so that a value that went through the database equals itself.
final class Values {

    private Values() {}

    static boolean isValue(JsonNode node) {
        return node.isArray()
                ? node.valueStream().allMatch(Values::isValue)
                : node.isTextual()
                        || node.isBoolean()
                        || (node.isIntegralNumber() && node.canConvertToLong())
                        || (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue()));
    }

    static Object of(JsonNode node) {
        if (node.isArray()) {
            return list(node);
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
    }

    static List<Object> list(JsonNode array) {
        List<Object> values = new ArrayList<>();
        array.forEach(element -> values.add(of(element)));
        return List.copyOf(values);
    }

    static SequencedMap<String, Object> map(ObjectNode object) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), of(field.getValue())));
        return values;
    }
}
