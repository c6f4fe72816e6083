package io.minimlops.tracker.sql;

import io.agroal.api.AgroalDataSource;
import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs statements on the connection of the current transaction, or on one of their own when there
/// is none.
@ApplicationScoped
public class Database {

    private static final String CANCELLED = "57014";

    private final AgroalDataSource dataSource;
    private final SearchConfig search;

    Database(AgroalDataSource dataSource, SearchConfig search) {
        this.dataSource = dataSource;
        this.search = search;
    }

    public <T> List<T> query(Sql sql, Row<T> row) {
        return run(sql, statement -> rows(statement, row));
    }

    /// As [#query], for statements whose cost a client decides: gives up when it takes too long,
    /// and the client, who can ask for less, is told.
    public <T> List<T> search(Sql sql, Row<T> row) {
        return search(sql, row, search.timeout());
    }

    <T> List<T> search(Sql sql, Row<T> row, Duration longest) {
        try {
            return run(
                    sql,
                    statement -> {
                        statement.setQueryTimeout(Math.toIntExact(longest.toSeconds()));
                        return rows(statement, row);
                    });
        } catch (DatabaseFailure e) {
            if (e.is(CANCELLED)) {
                throw new Refusal.Invalid(
                        "The search took longer than %d seconds; ask for fewer experiments or a narrower filter."
                                .formatted(longest.toSeconds()));
            }
            throw e;
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, Row<T> row) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                rows.add(row.read(results));
            }
        }
        return rows;
    }

    public <T> Optional<T> first(Sql sql, Row<T> row) {
        return query(sql, row).stream().findFirst();
    }

    /// @return how many rows were written
    public int update(Sql sql) {
        return run(sql, PreparedStatement::executeUpdate);
    }

    private <T> T run(Sql sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql.text())) {
            int index = 1;
            for (Object argument : sql.arguments()) {
                statement.setObject(index++, argument);
            }
            return work.on(statement);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /// Reads the row the cursor is on.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
