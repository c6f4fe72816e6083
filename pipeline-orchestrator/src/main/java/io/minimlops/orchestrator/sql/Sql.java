package io.minimlops.orchestrator.sql;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Runs statements on the service's database.
@ApplicationScoped
public class Sql {

    private final DataSource database;

    Sql(DataSource database) {
        this.database = database;
    }

    /// Makes one object of one row.
    @FunctionalInterface
    public interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    public <T> List<T> list(String statement, RowReader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(connection, prepared, values);
            try (ResultSet rows = prepared.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(new Row(rows)));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// The first row, if there is one.
    public <T> Optional<T> first(
            String statement, RowReader<T> reader, @Nullable Object... values) {
        return list(statement, reader, values).stream().findFirst();
    }

    /// The number in the first column of the only row.
    public long number(String statement, @Nullable Object... values) {
        return first(statement, row -> row.number(1), values).orElseThrow();
    }

    public boolean exists(String statement, @Nullable Object... values) {
        return !list(statement, _ -> true, values).isEmpty();
    }

    /// @return how many rows changed
    public int update(String statement, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(connection, prepared, values);
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static void bind(
            Connection connection, PreparedStatement prepared, @Nullable Object[] values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(connection, prepared, i + 1, values[i]);
        }
    }

    private static void bind(
            Connection connection, PreparedStatement prepared, int place, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> prepared.setNull(place, Types.NULL);
            case Instant instant -> prepared.setObject(place, instant.atOffset(ZoneOffset.UTC));
            case String text -> prepared.setString(place, withoutNul(text));
            case String[] texts ->
                    prepared.setArray(
                            place,
                            connection.createArrayOf(
                                    "text", Arrays.stream(texts).map(Sql::withoutNul).toArray()));
            case Long[] numbers ->
                    prepared.setArray(place, connection.createArrayOf("int8", numbers));
            case Double[] numbers ->
                    prepared.setArray(place, connection.createArrayOf("float8", numbers));
            case Enum<?> constant -> prepared.setString(place, constant.name());
            default -> prepared.setObject(place, value);
        }
    }

    /// PostgreSQL takes every character but this one.
    private static String withoutNul(String text) {
        return text.indexOf(0) < 0 ? text : text.replace('\0', '\ufffd');
    }
}
