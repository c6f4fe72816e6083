package io.minimlops.tracker.run;

import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.Condition;
import io.minimlops.tracker.search.Predicate;
import io.minimlops.tracker.sql.Conditions;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of an order that one index serves: the runs that have a value, or those that have none.
/// Stretches follow one another.
///
/// @param from    brings the runs `r` and what they are ordered by
/// @param holds   keeps the runs of the experiment `e` that belong to this stretch
/// @param leading the field that runs of this stretch have, or all lack; absent if it says nothing
/// @param present whether they have it
record Stretch(Sql from, Sql holds, Keyset keyset, @Nullable RunField leading, boolean present) {

    static final String LEADING = "lead";

    /// All runs, for orders that no run is missing from.
    static Stretch ofAll(Sql joins, Keyset keyset) {
        return new Stretch(
                Sql.of("run r").add(joins), Sql.of("r.experiment_id = e.id"), keyset, null, true);
    }

    /// Runs that have the row in the table.
    static Stretch of(Noted noted, Sql joins, Sql holds, Keyset keyset) {
        return new Stretch(
                Sql.of(noted.table() + " " + LEADING + " join run r on r.seq = lead.run_seq")
                        .add(joins),
                Sql.of("lead.experiment_id = e.id and lead.key = ?", noted.key()).add(holds),
                keyset,
                noted.field(),
                true);
    }

    /// Runs that have no such row.
    static Stretch without(Noted noted, Sql joins, Keyset keyset) {
        return new Stretch(
                Sql.of("run r").add(joins),
                Sql.of(
                        "r.experiment_id = e.id and not exists (select from "
                                + noted.table()
                                + " lead where lead.run_seq = r.seq and lead.key = ?)",
                        noted.key()),
                keyset,
                noted.field(),
                false);
    }

    /// Part of it, in an order of its own.
    Stretch that(Sql condition, Keyset order) {
        return new Stretch(from, new Sql().add(holds).add(condition), order, leading, present);
    }

    /// What the filter demands of the leading metric is demanded of the index: only the part of it
    /// that matters is read. Absent when no run of this stretch can be meant.
    Optional<Stretch> narrowed(Condition filter) {
        List<Comparison> about =
                demanded(filter)
                        .filter(it -> RunField.of(it.field()).equals(leading))
                        .filter(it -> !(it.predicate() instanceof Predicate.Absent))
                        .toList();
        if (!present && !about.isEmpty()) {
            return Optional.empty();
        }
        Stretch narrowed = this;
        if (leading instanceof RunField.Metric) {
            for (Comparison it : about) {
                Sql value = RunCondition.value(LEADING, Conditions.number(it));
                narrowed = narrowed.that(Sql.of(" and ").add(value), keyset);
            }
        }
        return Optional.of(narrowed);
    }

    /// The comparisons that hold for every run found.
    private static Stream<Comparison> demanded(Condition filter) {
        return switch (filter) {
            case Comparison comparison -> Stream.of(comparison);
            case Condition.And(var parts) -> parts.stream().flatMap(Stretch::demanded);
            case Condition.Or _, Condition.Not _ -> Stream.empty();
        };
    }

    /// Rows of a table by run and key.
    record Noted(String table, String key, RunField field) {}
}
