package io.minimlops.local.demo.flight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The flights of some hubs up to a moment, and what was known about delays at every hour of them.
///
/// Intervals are half open the way the facts are: departures of `[from, to)`, but landings and
/// statistics of `(from, to]`, because what is known *at* `to` belongs to what came before it.
public final class FlightHistory implements AutoCloseable {

    private final Connection connection;

    private FlightHistory(Connection connection) {
        this.connection = connection;
    }

    public static FlightHistory read(Path parquet, Collection<String> hubs, Instant end) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            FlightHistory history = new FlightHistory(connection);
            history.execute("set memory_limit = '384MB'");
            history.execute("set threads = 2");
            history.execute(
                    sql("flights.sql")
                            .replace("{file}", parquet.toString().replace("'", "''"))
                            .replace("{hubs}", quoted(hubs))
                            .replace("{end}", timestamp(end)));
            for (DelayTable table : DelayTable.values()) {
                history.execute(table.fill(sql("delays.sql")));
            }
            return history;
        } catch (SQLException e) {
            throw new FlightsUnreadable("cannot open an in-memory DuckDB", e);
        }
    }

    /// Departures of `[from, to)`.
    public long departures(Instant from, Instant to) {
        return number("select count(*) from flight where " + departed(from, to));
    }

    /// Departures of `[from, to)` that had landed by `asOf`.
    public long labelled(Instant from, Instant to, Instant asOf) {
        return number(
                "select count(*) from flight where "
                        + departed(from, to)
                        + " and landed <= timestamp '"
                        + timestamp(asOf)
                        + "'");
    }

    public FlightDay day(Instant start) {
        Instant end = start.plus(1, ChronoUnit.DAYS);
        Map<DelayTable, List<DelayRow>> delays = new EnumMap<>(DelayTable.class);
        for (DelayTable table : DelayTable.values()) {
            delays.put(table, Rows.delays(connection, table, range("event_timestamp", start, end)));
        }
        return FlightDay.of(
                start,
                Rows.flights(connection, departed(start, end)),
                Rows.flights(connection, range("landed", start, end)),
                delays);
    }

    /// The last row of an entity at or before a moment: what an online store should answer then.
    public DelayRow lastKnown(DelayTable table, String key, Instant at) {
        String condition =
                table.key()
                        + " = '"
                        + key.replace("'", "''")
                        + "' and event_timestamp <= timestamp '"
                        + timestamp(at)
                        + "'";
        return Rows.delays(connection, table, condition).getLast();
    }

    /// Writes the flights that landed in `(from, to]`; their event time is the departure, `created`
    /// the landing.
    public long exportLanded(Instant from, Instant to, Path file) {
        return export(
                "select flight_id, event_timestamp at time zone 'UTC' as event_timestamp,"
                        + " landed at time zone 'UTC' as created, origin, dest, route, hour,"
                        + " weekday, distance, arr_delay, late from flight where "
                        + range("landed", from, to)
                        + " order by flight.event_timestamp, flight_id",
                file);
    }

    /// Writes the statistics that became known in `(from, to]`.
    public long exportDelays(DelayTable table, Instant from, Instant to, Path file) {
        return export(
                "select * replace (event_timestamp at time zone 'UTC' as event_timestamp) from "
                        + table.source()
                        + " t where "
                        + range("t.event_timestamp", from, to)
                        + " order by t.event_timestamp, "
                        + table.key(),
                file);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new FlightsUnreadable("cannot close DuckDB", e);
        }
    }

    private long export(String select, Path file) {
        execute(
                "copy ("
                        + select
                        + ") to '"
                        + file.toString().replace("'", "''")
                        + "' (format parquet, compression zstd)");
        return number("select count(*) from read_parquet('%s')".formatted(escaped(file)));
    }

    private long number(String sql) {
        return Rows.number(connection, sql);
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new FlightsUnreadable(sql, e);
        }
    }

    private static String escaped(Path file) {
        return file.toString().replace("'", "''");
    }

    private static String departed(Instant from, Instant to) {
        return "event_timestamp >= timestamp '%s' and event_timestamp < timestamp '%s'"
                .formatted(timestamp(from), timestamp(to));
    }

    private static String range(String column, Instant from, Instant to) {
        return "%s > timestamp '%s' and %s <= timestamp '%s'"
                .formatted(column, timestamp(from), column, timestamp(to));
    }

    private static String timestamp(Instant moment) {
        return moment.toString().replace("T", " ").replace("Z", "");
    }

    private static String quoted(Collection<String> values) {
        return values.stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
    }

    private static String sql(String name) {
        try (InputStream in = FlightHistory.class.getResourceAsStream("/demo/sql/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the launcher's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
