package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.document.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a parameter's value may be.
public enum ParameterType {
    STRING("a text"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    TIME("a time such as 2001-01-31T00:00:00Z or asOf-P7D"),
    DURATION("an ISO 8601 duration such as P7D");

    private final String description;

    ParameterType(String description) {
        this.description = description;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String description() {
        return description;
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(ParameterType::wireName).toList();
    }

    static ParameterType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /// The value in this type, or null when it is not one. Nothing is converted silently: `"3"` is
    /// not an integer.
    public @Nullable Object accept(Object value) {
        boolean fits =
                switch (this) {
                    case STRING -> value instanceof String;
                    case INTEGER -> value instanceof Integer || value instanceof Long;
                    case NUMBER ->
                            value instanceof Number number && Double.isFinite(number.doubleValue());
                    case BOOLEAN -> value instanceof Boolean;
                    case TIME -> value instanceof String text && TimeExpression.isOne(text);
                    case DURATION ->
                            value instanceof String text && Fields.parseDuration(text) != null;
                };
        return fits ? value : null;
    }
}
