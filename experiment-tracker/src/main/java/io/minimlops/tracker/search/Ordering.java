package io.minimlops.tracker.search;

import java.util.List;

/// One term of an order-by list: `metrics.loss DESC`.
public record Ordering(Identifier field, boolean ascending) {

    /// @throws InvalidSearch when the text is not a name with an optional direction
    public static Ordering parse(String clause) {
        List<Token> tokens = Tokenizer.tokens(clause, "order_by");
        Identifier field =
                switch (tokens.getFirst()) {
                    case Token.Name name -> name.identifier();
                    case Token.Quoted(char quote, String text, _) when quote != '\'' ->
                            new Identifier(null, text);
                    case Token _ -> throw invalid(clause);
                };
        return new Ordering(field, ascending(clause, tokens.subList(1, tokens.size() - 1)));
    }

    private static boolean ascending(String clause, List<Token> rest) {
        if (rest.isEmpty()) {
            return true;
        }
        if (rest.size() == 1 && rest.getFirst() instanceof Token.Name direction) {
            if (direction.is("ASC")) {
                return true;
            }
            if (direction.is("DESC")) {
                return false;
            }
        }
        throw invalid(clause);
    }

    private static InvalidSearch invalid(String clause) {
        return new InvalidSearch("Invalid order_by clause '" + clause + "'. Could not be parsed.");
    }
}
