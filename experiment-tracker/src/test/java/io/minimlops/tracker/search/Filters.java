package io.minimlops.tracker.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Filters about runs, made up at random: right by construction, or damaged.
public final class Filters {

    private static final String[] TEXTS = {"", "a", "A", "ab", "a%b", "it's", "zz"};
    private static final String[] PATTERNS = {"%", "a%", "_", "A_", "%B", "", "it''s", "%%b"};
    private static final String[] KEYS = {"one", "two words", "a.b", "never"};
    private static final String NOISE = "'\"`()<>=!.,;% \\\n\u0000é😀-1eANDORNOTNULLINIS";

    private final Random random;

    public Filters(Random random) {
        this.random = random;
    }

    /// In the stock language: comparisons that must all hold.
    public Condition stock() {
        return new Condition.And(
                IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(_ -> comparison()).toList());
    }

    /// With `OR`, `NOT` and parentheses, at most so many within each other.
    public Condition extended(int depth) {
        if (depth == 0) {
            return comparison();
        }
        List<Condition> two = List.of(extended(depth - 1), extended(depth - 1));
        return switch (random.nextInt(5)) {
            case 0 -> new Condition.And(two);
            case 1, 2 -> new Condition.Or(two);
            case 3 -> new Condition.Not(extended(depth - 1));
            default -> comparison();
        };
    }

    /// The text with some characters lost, doubled or put in.
    public String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, damaged.charAt(at));
                default -> damaged.insert(at, NOISE.charAt(random.nextInt(NOISE.length())));
            }
        }
        return damaged.toString();
    }

    private Comparison comparison() {
        return switch (random.nextInt(7)) {
            case 0, 1 -> number(any("metric", "metrics"), any(KEYS));
            case 2 -> textOrAbsence(any("param", "params", "parameters"), any(KEYS));
            case 3 -> textOrAbsence(any("tag", "tags"), any(KEYS));
            case 4 -> text(any(null, "attributes", "run"), any("run_name", "status"));
            case 5 -> number(any(null, "attr"), any("start_time", "end_time"));
            default -> dataset();
        };
    }

    private Comparison number(String entity, String key) {
        Operator[] operators =
                List.of(Operator.values()).stream()
                        .filter(Operator::isForNumbers)
                        .toArray(Operator[]::new);
        BigDecimal value = BigDecimal.valueOf(random.nextInt(9) - 2, random.nextInt(2));
        return new Comparison(
                new Identifier(entity, key),
                new Predicate.Number(operators[random.nextInt(operators.length)], value));
    }

    private Comparison textOrAbsence(String entity, String key) {
        return random.nextInt(4) == 0
                ? new Comparison(
                        new Identifier(entity, key), new Predicate.Absent(random.nextBoolean()))
                : text(entity, key);
    }

    private Comparison text(String entity, String key) {
        Operator operator =
                List.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE, Operator.ILIKE)
                        .get(random.nextInt(4));
        String value = operator.isForNumbers() ? any(TEXTS) : any(PATTERNS);
        return new Comparison(new Identifier(entity, key), new Predicate.Text(operator, value));
    }

    private Comparison dataset() {
        return random.nextBoolean()
                ? text("dataset", any("name", "context"))
                : new Comparison(
                        new Identifier("datasets", "name"),
                        new Predicate.Among(random.nextBoolean(), List.of(any(TEXTS), any(TEXTS))));
    }

    private String any(String... words) {
        return words[random.nextInt(words.length)];
    }
}
