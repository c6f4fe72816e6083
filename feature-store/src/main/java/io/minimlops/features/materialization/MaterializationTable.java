package io.minimlops.features.materialization;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/// Which windows were brought online.
@ApplicationScoped
class MaterializationTable {

    private final DataSource database;

    MaterializationTable(DataSource database) {
        this.database = database;
    }

    void insert(String view, Instant start, Instant end, long rows) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into materialization"
                                        + " (feature_view, start_time, end_time, rows)"
                                        + " values (?, ?, ?, ?)")) {
            insert.setString(1, view);
            insert.setObject(2, start.atOffset(ZoneOffset.UTC));
            insert.setObject(3, end.atOffset(ZoneOffset.UTC));
            insert.setLong(4, rows);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the materialization was not noted", e);
        }
    }

    /// Up to when a view was ever brought online.
    Optional<Instant> lastEnd(String view) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select max(end_time) from materialization"
                                        + " where feature_view = ?")) {
            select.setString(1, view);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("materializations cannot be read", e);
        }
    }
}
