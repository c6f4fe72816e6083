package io.minimlops.tracker.search;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a filter demands. It is true or false, never unknown: a comparison with something that is
/// not there is false, so its negation is true.
public sealed interface Condition permits Comparison, Condition.And, Condition.Or, Condition.Not {

    /// Every part; without parts it holds always.
    record And(List<? extends Condition> parts) implements Condition {
        @Override
        public String toString() {
            return joined(parts, " AND ");
        }
    }

    /// At least one part.
    record Or(List<? extends Condition> parts) implements Condition {
        @Override
        public String toString() {
            return joined(parts, " OR ");
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public String toString() {
            return "NOT (" + part + ")";
        }
    }

    default Stream<Comparison> comparisons() {
        return switch (this) {
            case Comparison comparison -> Stream.of(comparison);
            case And(var parts) -> parts.stream().flatMap(Condition::comparisons);
            case Or(var parts) -> parts.stream().flatMap(Condition::comparisons);
            case Not(var part) -> part.comparisons();
        };
    }

    private static String joined(List<? extends Condition> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof Comparison ? part.toString() : "(" + part + ")")
                .collect(Collectors.joining(word));
    }
}
