package io.minimlops.orchestrator.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The current row of a result.
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public String text(String column) throws SQLException {
        return present(rows.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    public UUID id(String column) throws SQLException {
        return present(rows.getObject(column, UUID.class), column);
    }

    public Instant time(String column) throws SQLException {
        return present(timeOrNull(column), column);
    }

    public @Nullable Instant timeOrNull(String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    public long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    long number(int column) throws SQLException {
        return rows.getLong(column);
    }

    public double real(String column) throws SQLException {
        return rows.getDouble(column);
    }

    public @Nullable Double realOrNull(String column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : value;
    }

    public boolean truth(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    public List<String> texts(String column) throws SQLException {
        return List.of((String[]) array(column).getArray());
    }

    /// Single-precision values, null for missing.
    public @Nullable Float[] reals(String column) throws SQLException {
        return (Float[]) array(column).getArray();
    }

    private Array array(String column) throws SQLException {
        return present(rows.getArray(column), column);
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
