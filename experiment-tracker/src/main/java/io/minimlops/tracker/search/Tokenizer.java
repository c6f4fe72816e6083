package io.minimlops.tracker.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts text into tokens. Every alternative is possessive or free of nesting: time is linear in the
/// text.
final class Tokenizer {

    private static final String WORD = "[\\p{L}_][\\p{L}\\p{N}_]*+";
    private static final String INNER = "[\\p{L}\\p{N}_]++(?:\\.[\\p{L}\\p{N}_]++)*+";

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<space>\\s++)"
                            + ("|(?<entity>" + WORD + ")\\.(?:(?<inner>" + INNER + ")")
                            + "|`(?<tick>[^`]*+)`|\"(?<double>[^\"]*+)\")"
                            + ("|(?<word>" + WORD + ")(?!\\.)")
                            + "|'(?<text>(?:[^']|'')*+)'|\"(?<quoted>(?:[^\"]|\"\")*+)\""
                            + "|`(?<name>[^`]*+)`"
                            + "|(?<number>[-+]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][-+]?\\d{1,4}+)?)(?![\\p{L}\\p{N}_.])"
                            + "|(?<sign><=|>=|!=|[=<>(),])");

    private final String source;
    private final String description;
    private final List<Token> tokens = new ArrayList<>();

    private Tokenizer(String source, String description) {
        this.source = source;
        this.description = description;
    }

    /// @param description what the text is, for messages: "filter string"
    static List<Token> tokens(String source, String description) {
        return new Tokenizer(source, description).cut();
    }

    private List<Token> cut() {
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        while (at < source.length()) {
            if (!matcher.region(at, source.length()).lookingAt()) {
                throw new InvalidSearch(
                        "Invalid clause(s) in %s: '%s'"
                                .formatted(description, source.substring(at)));
            }
            Token token = token(matcher, at);
            if (token != null) {
                tokens.add(token);
            }
            at = matcher.end();
        }
        tokens.add(new Token.End(source.length()));
        return tokens;
    }

    private static @Nullable Token token(Matcher found, int at) {
        if (found.group("space") != null) {
            return null;
        }
        String entity = found.group("entity");
        if (entity != null) {
            return new Token.Name(
                    new Identifier(entity, first(found, "inner", "tick", "double")),
                    found.group(),
                    at);
        }
        String word = found.group("word");
        if (word != null) {
            return new Token.Name(new Identifier(null, word), word, at);
        }
        String number = found.group("number");
        if (number != null) {
            return new Token.Number(new BigDecimal(number), at);
        }
        String sign = found.group("sign");
        return sign != null ? new Token.Sign(sign, at) : quoted(found, at);
    }

    private static Token quoted(Matcher found, int at) {
        char quote = found.group().charAt(0);
        String inner = first(found, "text", "quoted", "name");
        String doubled = String.valueOf(quote) + quote;
        return new Token.Quoted(quote, inner.replace(doubled, String.valueOf(quote)), at);
    }

    private static String first(Matcher found, String... groups) {
        for (String group : groups) {
            String text = found.group(group);
            if (text != null) {
                return text;
            }
        }
        throw new IllegalStateException("no group of " + List.of(groups));
    }
}
