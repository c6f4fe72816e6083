package io.minimlops.registry.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes tokens off the front of a filter; white space before a token is passed over.
final class FilterScanner {

    private static final Pattern BLANK = Pattern.compile("\\s*");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern PLAIN_KEY = Pattern.compile("[\\w.\\-/]+");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern QUOTED_KEY = Pattern.compile("`([^`]+)`|\"([^\"]+)\"");

    private final Matcher matcher;
    private int position;

    FilterScanner(String filter) {
        this.matcher = BLANK.matcher(filter);
        this.filter = filter;
    }

    private final String filter;

    boolean atEnd() {
        take(BLANK);
        return position == filter.length();
    }

    String rest() {
        return filter.substring(position).strip();
    }

    boolean symbol(String symbol) {
        take(BLANK);
        boolean here = filter.startsWith(symbol, position);
        position += here ? symbol.length() : 0;
        return here;
    }

    /// A keyword in any case, as a whole word.
    boolean keyword(String word) {
        take(BLANK);
        int end = position + word.length();
        boolean here =
                filter.regionMatches(true, position, word, 0, word.length())
                        && (end == filter.length()
                                || !Character.isLetterOrDigit(filter.charAt(end)));
        position = here ? end : position;
        return here;
    }

    /// An unquoted name, or one in backticks or double quotes.
    @Nullable String name() {
        take(BLANK);
        return take(NAME) ? matcher.group() : quotedKey();
    }

    @Nullable String key() {
        return take(PLAIN_KEY) ? matcher.group() : quotedKey();
    }

    private @Nullable String quotedKey() {
        return take(QUOTED_KEY) ? eitherGroup() : null;
    }

    @Nullable String quoted() {
        take(BLANK);
        return take(QUOTED) ? eitherGroup() : null;
    }

    @Nullable String number() {
        take(BLANK);
        return take(NUMBER) ? matcher.group() : null;
    }

    private @Nullable String eitherGroup() {
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private boolean take(Pattern pattern) {
        boolean here = matcher.usePattern(pattern).region(position, filter.length()).lookingAt();
        position = here ? matcher.end() : position;
        return here;
    }
}
