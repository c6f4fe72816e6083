package io.minimlops.features.feast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Whether the database that holds the definitions answers.
@ApplicationScoped
class RegistryCheck {

    private final DataSource database;

    RegistryCheck(DataSource database) {
        this.database = database;
    }

    void require() {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException e) {
            throw new IllegalStateException("the definitions cannot be read", e);
        }
    }
}
