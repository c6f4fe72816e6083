package io.minimlops.tracker;

import java.util.regex.Pattern;

/// What keys of params, metrics and tags may look like, and how long things may be (in characters,
/// as Python counts them).
public final class Names {

    public static final int KEY = 250;
    public static final int PARAM_VALUE = 6000;
    public static final int RUN_TAG_VALUE = 8000;

    private static final Pattern KEY_CHARACTERS =
            Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RUN_ID =
            Pattern.compile("[a-zA-Z0-9][\\w\\-]{0,255}", Pattern.UNICODE_CHARACTER_CLASS);

    private Names() {}

    /// A key may be used as a file name by clients, so it must be its own normal form as a path.
    ///
    /// @param place where the key stood in the request, for the message
    public static String key(String place, String key) {
        if (!KEY_CHARACTERS.matcher(key).matches()) {
            throw invalid(
                    place,
                    key,
                    "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.),"
                            + " spaces ( ), colon(:) and slashes (/).");
        }
        if (!isNormalPath(key)) {
            throw invalid(
                    place,
                    key,
                    "Names may be treated as files in certain cases, and must not resolve to other"
                            + " names when treated as such. This name would resolve to another.");
        }
        return atMost(KEY, place, key);
    }

    public static String runId(String runId) {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new Refusal.Invalid("Invalid run ID: '" + runId + "'");
        }
        return runId;
    }

    public static String atMost(int limit, String place, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw new Refusal.Invalid(
                    "'%s' exceeds the maximum length of %d characters: it has %d."
                            .formatted(place, limit, length));
        }
        return storable(place, text);
    }

    /// Text cut to `limit` characters, never inside a surrogate pair.
    public static String truncated(int limit, String place, String text) {
        String whole = storable(place, text);
        return whole.codePointCount(0, whole.length()) <= limit
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, limit));
    }

    /// PostgreSQL cannot hold U+0000 in text.
    public static String storable(String place, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Refusal.Invalid("'" + place + "' contains the character U+0000.");
        }
        return text;
    }

    /// Whether the path has no empty, `.` or `..` segment.
    static boolean isNormalPath(String path) {
        if (path.isEmpty()) {
            return true;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static Refusal.Invalid invalid(String place, String key, String why) {
        return new Refusal.Invalid(
                "Invalid value \"" + key + "\" for parameter '" + place + "' supplied: " + why);
    }
}
