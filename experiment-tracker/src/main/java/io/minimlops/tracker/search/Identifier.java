package io.minimlops.tracker.search;

import org.jspecify.annotations.Nullable;

/// What a comparison or an ordering is about: `metrics.loss` or, without an entity, the attribute
/// `status`.
public record Identifier(@Nullable String entity, String key) {

    /// In the language of filters, the key quoted where that is needed.
    @Override
    public String toString() {
        String name = PLAIN.matcher(key).matches() ? key : '`' + key + '`';
        return entity == null ? name : entity + '.' + name;
    }

    private static final java.util.regex.Pattern PLAIN =
            java.util.regex.Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
}
