package io.minimlops.features.online;

import java.util.List;

/// The values of a view's join keys as one text, in the order of the view's entities.
///
/// Values are parted by `|`; `\` keeps one that is inside a value. A single value without either
/// is its own key, so that the common case costs nothing.
public final class EntityKey {

    private EntityKey() {}

    public static String of(List<?> values) {
        if (values.size() == 1) {
            return escaped(values.getFirst());
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            key.append(i == 0 ? "" : "|").append(escaped(values.get(i)));
        }
        return key.toString();
    }

    private static String escaped(Object value) {
        String text = value.toString();
        return text.indexOf('|') < 0 && text.indexOf('\\') < 0
                ? text
                : text.replace("\\", "\\\\").replace("|", "\\|");
    }
}
