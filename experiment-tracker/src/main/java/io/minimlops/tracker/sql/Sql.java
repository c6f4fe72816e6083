package io.minimlops.tracker.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement under construction: text and arguments grow together, so no value ever becomes text.
public final class Sql {

    private final StringBuilder text = new StringBuilder();
    private final List<@Nullable Object> arguments = new ArrayList<>();

    public static Sql of(String text, @Nullable Object... arguments) {
        return new Sql().add(text, arguments);
    }

    public Sql add(String more, @Nullable Object... values) {
        text.append(more);
        Collections.addAll(arguments, values);
        return this;
    }

    public Sql add(Sql other) {
        text.append(other.text);
        arguments.addAll(other.arguments);
        return this;
    }

    public String text() {
        return text.toString();
    }

    public List<@Nullable Object> arguments() {
        return Collections.unmodifiableList(arguments);
    }
}
