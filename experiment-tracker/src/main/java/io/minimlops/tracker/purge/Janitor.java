package io.minimlops.tracker.purge;

import io.agroal.api.AgroalDataSource;
import io.minimlops.tracker.Refusal;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Cleans up, in the background and in one replica at a time: a lock in the database, which ends
/// with the connection that holds it, says in which.
@ApplicationScoped
class Janitor {

    private static final Logger LOG = Logger.getLogger(Janitor.class);
    private static final long LOCK = 0x6d6c6f70735f7067L;

    private final AgroalDataSource dataSource;
    private final PurgeWork work;
    private final RetentionPolicy retention;
    private final PurgeConfig config;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("janitor").unstarted(this::work);
    private Instant applied = Instant.now();

    Janitor(
            AgroalDataSource dataSource,
            PurgeWork work,
            RetentionPolicy retention,
            PurgeConfig config) {
        this.dataSource = dataSource;
        this.work = work;
        this.retention = retention;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    /// There is something to do now.
    void ring() {
        bell.release();
    }

    private void work() {
        while (!thread.isInterrupted()) {
            try {
                boolean _ = bell.tryAcquire(config.every().toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
                alone();
            } catch (InterruptedException _) {
                return;
            } catch (Refusal.Unavailable e) {
                LOG.debugf("cleaning up later: %s", e.getMessage());
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("cleaning up later: %s", e);
            }
        }
    }

    private void alone() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!says(statement, "select pg_try_advisory_lock(" + LOCK + ")")) {
                return;
            }
            try {
                clean();
            } finally {
                says(statement, "select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private void clean() {
        work.round();
        Duration since = Duration.between(applied, Instant.now());
        if (since.compareTo(config.retentionEvery()) >= 0) {
            applied = Instant.now();
            retention.apply(applied);
            work.round();
        }
    }

    private static boolean says(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
