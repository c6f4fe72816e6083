package io.minimlops.tracker.sql;

import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.Condition;
import java.util.List;
import java.util.function.Function;

/// A whole filter as one SQL condition.
public final class Where {

    private Where() {}

    /// @param single how one comparison becomes SQL
    public static Sql of(Condition condition, Function<Comparison, Sql> single) {
        return switch (condition) {
            case Comparison comparison -> single.apply(comparison);
            case Condition.And(var parts) -> joined(parts, " and ", single);
            case Condition.Or(var parts) -> joined(parts, " or ", single);
            // What PostgreSQL calls unknown counts as false, so its negation is true.
            case Condition.Not(var part) ->
                    Sql.of("((").add(of(part, single)).add(") is not true)");
        };
    }

    private static Sql joined(
            List<? extends Condition> parts, String word, Function<Comparison, Sql> single) {
        if (parts.isEmpty()) {
            return Sql.of("true");
        }
        Sql sql = Sql.of("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "(" : word + "(").add(of(parts.get(i), single)).add(")");
        }
        return sql.add(")");
    }
}
