package io.minimlops.local.demo.flight;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DuckDB's rows as records. All its timestamps here are UTC without saying so.
final class Rows {

    private Rows() {}

    static List<Flight> flights(Connection connection, String condition) {
        return query(
                connection,
                "select flight_id, event_timestamp, landed, origin, dest, hour, weekday, distance,"
                        + " late from flight where "
                        + condition
                        + " order by flight_id",
                Rows::flight);
    }

    static List<DelayRow> delays(Connection connection, DelayTable table, String condition) {
        return query(
                connection,
                "select %s, event_timestamp, %s from %s where %s order by event_timestamp, %s"
                        .formatted(
                                table.key(),
                                String.join(", ", DelayTable.FEATURES),
                                table.source(),
                                condition,
                                table.key()),
                Rows::delay);
    }

    static long number(Connection connection, String sql) {
        return query(connection, sql, row -> row.getLong(1)).getFirst();
    }

    private static Flight flight(ResultSet row) throws SQLException {
        return new Flight(
                row.getLong(1),
                instant(row, 2),
                instant(row, 3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getInt(7),
                row.getInt(8),
                row.getLong(9) == 1);
    }

    private static DelayRow delay(ResultSet row) throws SQLException {
        List<@Nullable Double> values = new ArrayList<>(DelayTable.FEATURES.size());
        for (int i = 0; i < DelayTable.FEATURES.size(); i++) {
            double value = row.getDouble(i + 3);
            values.add(row.wasNull() ? null : (Double) value);
        }
        return new DelayRow(row.getString(1), instant(row, 2), values);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static <T> List<T> query(Connection connection, String sql, Reader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new FlightsUnreadable(sql, e);
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
