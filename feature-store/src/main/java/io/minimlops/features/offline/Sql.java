package io.minimlops.features.offline;

import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/// Quoting for DuckDB.
public final class Sql {

    private Sql() {}

    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String text(String literal) {
        return '\'' + literal.replace("'", "''") + '\'';
    }

    public static String time(Instant instant) {
        return "make_timestamptz(" + micros(instant) + ")";
    }

    public static String list(Collection<String> items) {
        return String.join(", ", items);
    }

    public static String names(Collection<String> identifiers) {
        return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /// Microseconds since the epoch, which is as fine as the tables keep time.
    public static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
