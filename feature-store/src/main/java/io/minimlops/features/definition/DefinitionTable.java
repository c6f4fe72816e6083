package io.minimlops.features.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.minimlops.features.definition.Definition.Entity;
import io.minimlops.features.definition.Definition.FeatureService;
import io.minimlops.features.definition.Definition.FeatureView;
import io.minimlops.features.definition.Definition.Kind;
import io.minimlops.features.definition.Definition.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/// Definitions in PostgreSQL: every document that was applied, and the definitions in force.
@ApplicationScoped
class DefinitionTable {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();

    private final DataSource database;

    DefinitionTable(DataSource database) {
        this.database = database;
    }

    long version() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return version(connection);
        }
    }

    Definitions load() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return load(connection);
        }
    }

    /// Decides and stores under one lock, so that two documents never cross.
    ChangeRules.Outcome change(
            Function<Definitions, ChangeRules.Outcome> decision,
            String yaml,
            String correlationId) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, "select pg_advisory_xact_lock(hashtext('definitions'))");
                ChangeRules.Outcome outcome = decision.apply(load(connection));
                if (!outcome.changed().isEmpty()) {
                    store(connection, outcome, yaml, correlationId);
                }
                connection.commit();
                return outcome;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("definitions not stored", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select coalesce(max(version), 0) from definition_version")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Definitions load(Connection connection) throws SQLException {
        List<Definition> all = new ArrayList<>();
        long version = version(connection);
        try (var statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select kind, body from definition order by position")) {
            while (rows.next()) {
                all.add(read(Kind.valueOf(rows.getString(1)), rows.getString(2)));
            }
        }
        return Definitions.of(version, all);
    }

    private static void store(
            Connection connection, ChangeRules.Outcome outcome, String yaml, String correlationId)
            throws SQLException {
        long version;
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into definition_version (document, correlation_id)"
                                + " values (?, ?) returning version")) {
            insert.setString(1, yaml);
            insert.setString(2, correlationId);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                version = row.getLong(1);
            }
        }
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        """
                        insert into definition (kind, name, project, body, version)
                        values (?, ?, ?, ?::json, ?)
                        on conflict (kind, name)
                        do update set body = excluded.body, version = excluded.version""")) {
            for (Definition changed : outcome.changed()) {
                upsert.setString(1, changed.kind().name());
                upsert.setString(2, changed.name());
                upsert.setString(3, changed.project());
                upsert.setString(4, write(changed));
                upsert.setLong(5, version);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static Definition read(Kind kind, String json) {
        try {
            return switch (kind) {
                case ENTITY -> JSON.readValue(json, Entity.class);
                case SOURCE -> JSON.readValue(json, Source.class);
                case FEATURE_VIEW -> JSON.readValue(json, FeatureView.class);
                case FEATURE_SERVICE -> JSON.readValue(json, FeatureService.class);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored " + kind.label() + " cannot be read", e);
        }
    }

    private static String write(Definition definition) {
        try {
            return JSON.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
