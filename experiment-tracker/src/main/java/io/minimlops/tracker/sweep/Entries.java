package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.problem.Problem.Violation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads one mapping of a sweep's document and notes what is wrong with it. A wrong entry reads as
/// absent, so that reading goes on to the next mistake.
final class Entries {

    private static final int MOST_VIOLATIONS = 50;
    private static final double LARGEST_WHOLE = 1L << 53;

    private final ObjectNode mapping;
    private final String at;
    private final List<Violation> violations;
    private final Set<String> asked = new TreeSet<>();

    Entries(ObjectNode mapping, String at, List<Violation> violations) {
        this.mapping = mapping;
        this.at = at;
        this.violations = violations;
    }

    boolean has(String name) {
        asked.add(name);
        return mapping.hasNonNull(name);
    }

    @Nullable JsonNode node(String name) {
        return has(name) ? mapping.get(name) : null;
    }

    @Nullable String text(String name, int longest) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()
                || node.textValue().isBlank()
                || node.textValue().length() > longest) {
            wrong(name, "must be a text of 1 to " + longest + " characters");
            return null;
        }
        return node.textValue();
    }

    OptionalLong whole(String name, long least, long most) {
        JsonNode node = node(name);
        if (node == null) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            wrong(name, "must be a whole number from " + least + " to " + most);
            return OptionalLong.empty();
        }
        return OptionalLong.of(node.longValue());
    }

    /// A finite number; also as text, because YAML reads `1e-4` as one.
    OptionalDouble number(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return OptionalDouble.empty();
        }
        double value = node.isNumber() || node.isTextual() ? parsed(node.asText()) : Double.NaN;
        if (!Double.isFinite(value)) {
            wrong(name, "must be a number");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value);
    }

    OptionalDouble requiredNumber(String name) {
        return required(name) ? number(name) : OptionalDouble.empty();
    }

    OptionalDouble positive(String name, double otherwise) {
        OptionalDouble value = has(name) ? number(name) : OptionalDouble.of(otherwise);
        if (value.isPresent() && value.getAsDouble() <= 0) {
            wrong(name, "must be greater than 0");
            return OptionalDouble.empty();
        }
        return value;
    }

    /// Whether an entry that was read as a number was written as a whole one.
    boolean isWhole(String name) {
        JsonNode node = node(name);
        return node != null && node.isIntegralNumber();
    }

    static boolean isExact(double whole) {
        return Math.rint(whole) == whole && Math.abs(whole) <= LARGEST_WHOLE;
    }

    boolean flag(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            wrong(name, "must be true or false");
        }
        return node != null && node.asBoolean();
    }

    @Nullable Entries nested(String name) {
        JsonNode node = node(name);
        if (node instanceof ObjectNode object) {
            return new Entries(object, at + "/" + name, violations);
        }
        if (node != null) {
            wrong(name, "must be a mapping");
        }
        return null;
    }

    List<String> names() {
        return mapping.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    boolean required(String name) {
        if (!has(name)) {
            wrong(name, "is missing");
        }
        return has(name);
    }

    /// Call last: what nobody asked for is a mistake.
    void nothingElse() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                wrong(name, "is not known here; known are " + String.join(", ", asked));
            }
        }
    }

    void wrong(String name, String expectation) {
        note(at + "/" + name, expectation);
    }

    void wrong(String expectation) {
        note(at.isEmpty() ? "/" : at, expectation);
    }

    private void note(String place, String expectation) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(place, expectation));
        }
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
