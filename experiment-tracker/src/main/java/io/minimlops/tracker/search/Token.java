package io.minimlops.tracker.search;

import java.math.BigDecimal;

/// A word of the filter language, with its place in the text.
sealed interface Token {

    int start();

    /// `metrics.loss`, a keyword, or a bare attribute.
    record Name(Identifier identifier, String raw, int start) implements Token {
        boolean is(String keyword) {
            return raw.equalsIgnoreCase(keyword);
        }
    }

    /// Text in quotes; only `'…'` and `"…"` are values, only `"…"` and backticks are names.
    record Quoted(char quote, String text, int start) implements Token {}

    record Number(BigDecimal value, int start) implements Token {}

    /// A comparison sign, a parenthesis, a comma.
    record Sign(String text, int start) implements Token {
        boolean is(String sign) {
            return text.equals(sign);
        }
    }

    /// After the last word.
    record End(int start) implements Token {}
}
