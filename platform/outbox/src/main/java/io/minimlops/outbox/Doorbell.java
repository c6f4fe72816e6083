package io.minimlops.outbox;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// Wakes the relay, in whichever replica it runs, after a commit.
///
/// A `NOTIFY` inside the caller's transaction would be simpler and would serialise all commits,
/// since PostgreSQL commits notifying transactions one after the other. So it is sent afterwards,
/// once for all commits of the meantime, and without waiting for the disk. A bell that is lost
/// costs at most one sweep.
@ApplicationScoped
class Doorbell {

    private static final Logger LOG = Logger.getLogger(Doorbell.class);

    private final DataSource dataSource;
    private final Semaphore rings = new Semaphore(0);
    private final Thread ringer = Thread.ofVirtual().name("outbox-doorbell").unstarted(this::run);

    Doorbell(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @PostConstruct
    void start() {
        ringer.start();
    }

    @PreDestroy
    void stop() {
        ringer.interrupt();
    }

    void ring() {
        rings.release();
    }

    private void run() {
        try {
            while (true) {
                rings.acquire();
                rings.drainPermits();
                notifyRelay();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notifyRelay() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "begin; set local synchronous_commit = off; notify "
                            + OutboxTable.CHANNEL
                            + "; commit");
        } catch (SQLException e) {
            LOG.debugf("relay not woken, it sweeps anyway: %s", e.getMessage());
        }
    }
}
