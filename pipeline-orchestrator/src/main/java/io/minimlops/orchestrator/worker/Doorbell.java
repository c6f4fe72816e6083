package io.minimlops.orchestrator.worker;

import io.minimlops.orchestrator.run.StepQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Hears that there is something to do, so that an idle worker neither polls nor waits.
///
/// Its connection also holds the worker name's advisory lock: whoever gets it knows that the name's
/// previous owner is dead, because the lock dies with the connection and the connection with the
/// process.
class Doorbell {

    private final DataSource database;
    private final String workerName;
    private @Nullable Connection connection;
    private boolean owner;

    Doorbell(DataSource database, String workerName) {
        this.database = database;
        this.workerName = workerName;
    }

    /// Connects, if it is not connected yet.
    ///
    /// @return true when the name became ours just now: what its previous owner held is free
    synchronized boolean connect() throws SQLException {
        Connection current = connection;
        if (current == null || current.isClosed()) {
            current = database.getConnection();
            connection = current;
            owner = false;
            try (Statement statement = current.createStatement()) {
                statement.execute("listen " + StepQueue.CHANNEL);
            }
        }
        if (!owner) {
            owner = tryLock(current);
            return owner;
        }
        return false;
    }

    private boolean tryLock(Connection current) throws SQLException {
        try (PreparedStatement lock =
                current.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 3))")) {
            lock.setString(1, workerName);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Returns when somebody rang or the time is over.
    void await(Duration atMost) throws SQLException, InterruptedException {
        Connection current = connection;
        if (current == null) {
            return;
        }
        try {
            // Zero would wait for ever.
            current.unwrap(PGConnection.class)
                    .getNotifications((int) Math.max(1, atMost.toMillis()));
        } catch (SQLException e) {
            close();
            throw e;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    void close() {
        Connection current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            // Not back to the pool: another user must not hear our bell or hold our lock.
            current.abort(Runnable::run);
        } catch (SQLException e) {
            owner = false;
        }
    }
}
