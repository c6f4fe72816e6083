package io.minimlops.features.offline;

import io.minimlops.features.definition.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// One DuckDB database, in memory, gone when the job is closed. SQL comes from definitions whose
/// names were checked, never from a request; identifiers are quoted all the same.
public final class DuckJob implements AutoCloseable {

    private final Connection connection;
    private final Path directory;
    private final Runnable onClose;

    /// @param reachable files outside this folder cannot be read or written
    /// @param memory bytes
    DuckJob(Path directory, Path reachable, long memory, int threads, Runnable onClose) {
        this.directory = directory;
        this.onClose = onClose;
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memory / 1024 + "KiB");
        settings.setProperty("threads", String.valueOf(threads));
        settings.setProperty("temp_directory", directory.resolve("spill").toString());
        settings.setProperty("preserve_insertion_order", "true");
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:", settings);
            run("SET TimeZone = 'UTC'");
            run("SET autoinstall_known_extensions = false");
            run("SET autoload_known_extensions = false");
            run("SET allowed_directories = [" + Sql.text(reachable.toString()) + "]");
            run("SET enable_external_access = false");
        } catch (SQLException e) {
            throw new EngineFailure("DuckDB did not start", e);
        }
    }

    /// Turns a row into a value.
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// A folder of this job's own, deleted with it.
    public Path directory() {
        return directory;
    }

    public void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EngineFailure(sql, e);
        }
    }

    /// Does something with a row.
    public interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowReader<T> reader) {
        List<T> rows = new ArrayList<>();
        forEach(sql, row -> rows.add(reader.read(row)));
        return rows;
    }

    /// The only row of an aggregate.
    public <T> T single(String sql, RowReader<T> reader) {
        return query(sql, reader).getFirst();
    }

    /// Row by row, without keeping them.
    public void forEach(String sql, RowVisitor visitor) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw new EngineFailure(sql, e);
        }
    }

    public void createTable(String table, SequencedMap<String, ValueType> columns) {
        run(
                columns.entrySet().stream()
                        .map(
                                column ->
                                        Sql.name(column.getKey())
                                                + " "
                                                + column.getValue().sqlType())
                        .collect(
                                Collectors.joining(
                                        ", ", "CREATE TABLE " + Sql.name(table) + " (", ")")));
    }

    /// Fills a table; values are [String], [Long], [Double], [Boolean] and [Instant].
    public void append(String table, List<ValueType> types, List<List<@Nullable Object>> rows) {
        try (DuckDBAppender appender =
                connection
                        .unwrap(DuckDBConnection.class)
                        .createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
            for (List<@Nullable Object> row : rows) {
                appender.beginRow();
                for (int i = 0; i < types.size(); i++) {
                    append(appender, types.get(i), row.get(i));
                }
                appender.endRow();
            }
        } catch (SQLException e) {
            throw new EngineFailure("append to " + table, e);
        }
    }

    private static void append(DuckDBAppender appender, ValueType type, @Nullable Object value)
            throws SQLException {
        if (value == null) {
            appender.appendNull();
            return;
        }
        switch (type) {
            case STRING -> appender.append((String) value);
            case BOOL -> appender.append((boolean) value);
            case INT32 -> appender.append(((Number) value).intValue());
            case INT64 -> appender.append(((Number) value).longValue());
            case FLOAT -> appender.append(((Number) value).floatValue());
            case DOUBLE -> appender.append(((Number) value).doubleValue());
            case UNIX_TIMESTAMP -> appender.append(((Instant) value).atOffset(ZoneOffset.UTC));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new EngineFailure("DuckDB did not close", e);
        } finally {
            try {
                Directories.deleteTree(directory);
            } finally {
                onClose.run();
            }
        }
    }

    /// DuckDB refused a statement.
    public static final class EngineFailure extends RuntimeException {
        EngineFailure(String what, SQLException cause) {
            super(cause.getMessage() + " [" + what + "]", cause);
        }

        /// DuckDB's own words.
        String reason() {
            return String.valueOf(getCause() == null ? getMessage() : getCause().getMessage());
        }
    }
}
