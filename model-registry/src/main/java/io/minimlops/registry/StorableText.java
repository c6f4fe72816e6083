package io.minimlops.registry;

import io.minimlops.registry.Refusal.InvalidValue;

/// PostgreSQL stores neither NUL nor half a surrogate pair, and JSON can carry both.
public final class StorableText {

    private StorableText() {}

    public static boolean is(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    }

    /// @param field named in the refusal
    public static void check(String field, String text) {
        if (!is(text)) {
            throw new Refused(
                    new InvalidValue("field '" + field + "' holds characters that are not text"));
        }
    }
}
