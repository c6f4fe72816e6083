package io.minimlops.outbox;

import io.minimlops.outbox.OutboxTable.Backlog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/// The relay's own connection, beside the service's pool: it listens, and while it lives it may
/// hold the right to relay.
///
/// One relay at a time per database, by a session lock, rather than many that skip each other's
/// rows: skipping would have to skip whole keys to keep their order, and one relay is far from
/// being the bottleneck. When its process dies PostgreSQL releases the lock with the connection,
/// and another replica has it at its next sweep.
final class RelaySession implements AutoCloseable {

    private static final String TRY_LOCK =
            "select pg_try_advisory_lock(('x' || md5('mini-mlops outbox relay'))::bit(64)::bigint)";

    private final Connection connection;
    private boolean leading;

    private RelaySession(Connection connection) {
        this.connection = connection;
    }

    static RelaySession open(Database database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "outbox-relay");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = new Driver().connect(database.url(), properties);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL: " + database.url());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + OutboxTable.CHANNEL);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new RelaySession(connection);
    }

    /// Whether this session is the one that relays; asks for it when it is not yet.
    boolean leads() throws SQLException {
        if (!leading) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(TRY_LOCK)) {
                row.next();
                leading = row.getBoolean(1);
            }
        }
        return leading;
    }

    List<PendingEvent> next(int limit) throws SQLException {
        return OutboxTable.next(connection, limit);
    }

    void delete(Collection<Long> positions) throws SQLException {
        if (!positions.isEmpty()) {
            OutboxTable.delete(connection, positions);
        }
    }

    Backlog backlog() throws SQLException {
        return OutboxTable.backlog(connection);
    }

    /// Returns when somebody rang, or after the sweep time.
    void awaitBell(Duration sweep) throws SQLException {
        connection
                .unwrap(PGConnection.class)
                .getNotifications(Math.toIntExact(Math.max(1, sweep.toMillis())));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Where the table is.
    record Database(String url, String user, String password) {}
}
