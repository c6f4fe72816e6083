package io.minimlops.registry.model;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.util.Map;
import java.util.regex.Pattern;

/// What a tag of a model or a version may be.
public final class TagRules {

    static final int MAX_KEY = 250;
    static final int MAX_VALUE = 100_000;

    private static final Pattern KEY =
            Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);

    /// A key that a path library would turn into another one: `a//b`, `./a`, `../a`, `/a`, `a/`.
    private static final Pattern NOT_A_NORMAL_PATH =
            Pattern.compile("^/.*|.*/$|.*//.*|^\\.{1,2}$|^\\.{1,2}/.*|.*/\\.{1,2}(/.*)?");

    private TagRules() {}

    public static void check(Map<String, String> tags) {
        tags.forEach(TagRules::check);
    }

    public static void check(String key, String value) {
        if (key.length() > MAX_KEY) {
            throw invalid("Tag key exceeds the maximum length of " + MAX_KEY + " characters");
        }
        if (value.length() > MAX_VALUE) {
            throw invalid("Tag value exceeds the maximum length of " + MAX_VALUE + " characters");
        }
        if (!KEY.matcher(key).matches()) {
            throw invalid(
                    "Invalid value \""
                            + key
                            + "\" for parameter 'key' supplied: Names may only contain alphanumerics, underscores (_),"
                            + " dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }
        if (NOT_A_NORMAL_PATH.matcher(key).matches()) {
            throw invalid(
                    "Invalid value \""
                            + key
                            + "\" for parameter 'key' supplied: Names may be treated as files in certain cases,"
                            + " and must not resolve to other names when treated as such.");
        }
    }

    private static Refused invalid(String detail) {
        return new Refused(new InvalidValue(detail));
    }
}
