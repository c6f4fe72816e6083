package io.minimlops.features.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One mapping of a definitions document, read field by field; what is wrong is collected with its
/// place, so that one answer names every mistake.
final class Fields {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

    private final JsonNode node;
    private final String at;
    private final List<Violation> violations;

    Fields(JsonNode node, String at, List<Violation> violations) {
        this.node = node;
        this.at = at;
        this.violations = violations;
        if (!node.isObject()) {
            violations.add(new Violation(at.isEmpty() ? "/" : at, "a mapping was expected"));
        }
    }

    Fields only(String... known) {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of(known));
        for (String field : unknown) {
            wrong(field, "unknown field; known are " + Arrays.toString(known));
        }
        return this;
    }

    void wrong(String field, String message) {
        violations.add(new Violation(at + "/" + field, message));
    }

    String name(String field) {
        return matching(field, NAME, "letters, digits, _ and -, not starting with a digit");
    }

    String column(String field) {
        return matching(field, COLUMN, "letters, digits and _, starting with a letter");
    }

    private String matching(String field, Pattern pattern, String rule) {
        String text = text(field);
        if (text == null) {
            wrong(field, "is missing");
            return "";
        }
        if (!pattern.matcher(text).matches()) {
            wrong(field, "'" + text + "' is not a name: " + rule + ", at most 100 characters");
        }
        return text;
    }

    boolean isColumn(String name) {
        return COLUMN.matcher(name).matches() && !name.equals("file_row_number");
    }

    boolean isGiven(String field) {
        return node.has(field);
    }

    @Nullable String text(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(field, "a text was expected");
            return null;
        }
        return value.textValue();
    }

    ValueType valueType(String field) {
        return valueType(field, node.get(field));
    }

    ValueType valueType(String field, @Nullable JsonNode value) {
        String text = value == null ? "" : value.asText();
        for (ValueType type : ValueType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        wrong(field, "'" + text + "' is not a type; known are " + List.of(ValueType.values()));
        return ValueType.STRING;
    }

    /// The mappings in a list; a missing list is empty.
    List<Fields> each(String field) {
        List<Fields> items = new ArrayList<>();
        JsonNode list = list(field);
        for (int i = 0; i < list.size(); i++) {
            items.add(new Fields(list.get(i), at + "/" + field + "/" + i, violations));
        }
        return items;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(field)) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            } else {
                wrong(field, "a list of texts was expected");
            }
        }
        if (texts.isEmpty()) {
            wrong(field, "must not be empty");
        }
        return texts;
    }

    private JsonNode list(String field) {
        JsonNode list = node.path(field);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            wrong(field, "a list was expected");
        }
        return list;
    }

    JsonNode mapping(String field) {
        JsonNode mapping = node.path(field);
        if (!mapping.isObject()) {
            wrong(field, "a mapping of column to type was expected");
        }
        return mapping;
    }
}
