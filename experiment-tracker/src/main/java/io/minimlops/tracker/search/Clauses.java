package io.minimlops.tracker.search;

import java.util.ArrayList;
import java.util.List;

/// Reads the comparisons of a filter one after the other.
///
/// ```
/// comparison = name ( sign | "LIKE" | "ILIKE" ) value
///            | name [ "NOT" ] "IN" list
///            | name "IS" [ "NOT" ] "NULL"
/// ```
final class Clauses {

    /// More than anyone writes by hand, few enough to plan quickly.
    private static final int MOST_COMPARISONS = 200;

    private static final int MOST_CHARACTERS = 100_000;

    private final String source;
    private final List<Token> tokens;
    private int next;
    private int comparisons;

    private Clauses(String source) {
        this.source = source;
        this.tokens = Tokenizer.tokens(source, "filter string");
    }

    static Clauses of(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidSearch("The filter string has more than 100000 characters.");
        }
        return new Clauses(text);
    }

    /// Nothing more may come.
    void end() {
        if (!(peek() instanceof Token.End)) {
            throw invalidHere();
        }
    }

    Comparison comparison() {
        if (++comparisons > MOST_COMPARISONS) {
            throw new InvalidSearch("The filter string has more than 200 comparisons.");
        }
        return new Comparison(field(), predicate());
    }

    private Identifier field() {
        return switch (take()) {
            case Token.Name name -> name.identifier();
            case Token.Quoted(char quote, String text, _) when quote != '\'' ->
                    new Identifier(null, text);
            case Token _ -> throw invalidBefore();
        };
    }

    private Predicate predicate() {
        if (keyword("IS")) {
            boolean negated = keyword("NOT");
            require("NULL");
            return new Predicate.Absent(negated);
        }
        if (keyword("NOT")) {
            require("IN");
            return new Predicate.Among(true, list());
        }
        return keyword("IN") ? new Predicate.Among(false, list()) : value(operator());
    }

    private Operator operator() {
        String word =
                switch (take()) {
                    case Token.Sign sign -> sign.text();
                    case Token.Name name -> name.raw();
                    case Token _ -> throw invalidBefore();
                };
        return Operator.named(word).orElseThrow(this::invalidBefore);
    }

    private Predicate value(Operator operator) {
        return switch (take()) {
            case Token.Number(var value, _) -> new Predicate.Number(operator, value);
            case Token.Quoted(char quote, String text, _) when quote != '`' ->
                    new Predicate.Text(operator, text);
            case Token.Quoted _, Token.Name _ ->
                    throw new InvalidSearch(
                            "Parameter value is either not quoted or unidentified quote types used for"
                                    + " string value "
                                    + source.substring(tokens.get(next - 1).start()));
            case Token _ -> throw invalidBefore();
        };
    }

    private List<String> list() {
        requireSign("(");
        List<String> values = new ArrayList<>();
        do {
            values.add(listed());
        } while (sign(","));
        requireSign(")");
        return values;
    }

    private String listed() {
        if (take() instanceof Token.Quoted(char quote, String text, _) && quote != '`') {
            return text;
        }
        throw new InvalidSearch(
                "While parsing a list in the query, expected a non-empty list of string values, but got"
                        + " something else at: "
                        + source.substring(tokens.get(next - 1).start()));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = peek();
        if (!(token instanceof Token.End)) {
            next++;
        }
        return token;
    }

    boolean keyword(String word) {
        boolean found = peek() instanceof Token.Name name && name.is(word);
        next += found ? 1 : 0;
        return found;
    }

    boolean sign(String text) {
        boolean found = peek() instanceof Token.Sign sign && sign.is(text);
        next += found ? 1 : 0;
        return found;
    }

    private void require(String word) {
        if (!keyword(word)) {
            throw invalidHere();
        }
    }

    void requireSign(String text) {
        if (!sign(text)) {
            throw invalidHere();
        }
    }

    private InvalidSearch invalidBefore() {
        return invalidAt(peek() instanceof Token.End ? Math.max(0, next - 1) : next - 1);
    }

    private InvalidSearch invalidHere() {
        return invalidAt(next);
    }

    private InvalidSearch invalidAt(int token) {
        return new InvalidSearch(
                "Invalid clause(s) in filter string: '"
                        + source.substring(tokens.get(token).start())
                        + "'. Expected comparisons joined by AND, such as metrics.loss < 0.1 AND"
                        + " params.model = 'tree'");
    }
}
