package io.minimlops.features.trainingset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Training sets in PostgreSQL: what was told, and the plan to make it again.
@ApplicationScoped
class TrainingSetTable {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();

    private final DataSource database;

    TrainingSetTable(DataSource database) {
        this.database = database;
    }

    record Entry(TrainingSetPlan plan, TrainingSetView view) {}

    void insert(Entry entry) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                insertSet(connection, entry);
                insertPins(connection, entry);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("the training set was not noted", e);
        }
    }

    private static void insertSet(Connection connection, Entry entry)
            throws SQLException, JsonProcessingException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into training_set (id, name, plan, result, created_at)"
                                + " values (?, ?, ?::json, ?::json, ?)")) {
            insert.setObject(1, entry.view().id());
            insert.setString(2, entry.view().name());
            insert.setString(3, JSON.writeValueAsString(entry.plan()));
            insert.setString(4, JSON.writeValueAsString(entry.view()));
            insert.setObject(5, entry.view().createdAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private static void insertPins(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into pinned_snapshot (training_set_id, source, snapshot_id)"
                                + " values (?, ?, ?)")) {
            for (Map.Entry<String, Long> pin : entry.plan().snapshots().entrySet()) {
                insert.setObject(1, entry.view().id());
                insert.setString(2, pin.getKey());
                insert.setLong(3, pin.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    Optional<Entry> find(UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select plan, result from training_set where id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(
                        new Entry(
                                JSON.readValue(row.getString(1), TrainingSetPlan.class),
                                JSON.readValue(row.getString(2), TrainingSetView.class)));
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("the training set cannot be read", e);
        }
    }
}
