package io.minimlops.outbox;

import io.minimlops.outbox.Broker.BrokerAway;
import io.minimlops.outbox.OutboxTable.Backlog;
import io.minimlops.outbox.RelaySession.Database;
import io.minimlops.outbox.RelayStatus.State;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes what is committed, then deletes it: at least once, in order per key.
///
/// Runs on a thread of its own and is never in a request's way. Whatever goes away, it waits, tries
/// again and catches up.
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Database database;
    private final Broker broker;
    private final OutboxConfig config;
    private static final long COUNT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);
    private volatile RelayStatus status = RelayStatus.starting();
    private long counted = System.nanoTime() - COUNT_EVERY_NANOS;

    Relay(Database database, Broker broker, OutboxConfig config) {
        this.database = database;
        this.broker = broker;
        this.config = config;
    }

    void start() {
        thread.start();
    }

    /// Stops within moments; what is unfinished stays in the table.
    void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    RelayStatus status() {
        return status;
    }

    private void run() {
        try (broker) {
            while (isRunning()) {
                relayUntilFailure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relayUntilFailure() throws InterruptedException {
        try (RelaySession session = RelaySession.open(database)) {
            while (isRunning()) {
                relayOrStandBy(session);
            }
        } catch (SQLException e) {
            pauseBecause(State.POSTGRESQL_AWAY, e.getMessage());
        } catch (RuntimeException e) {
            if (isRunning()) {
                LOG.error("the outbox relay starts over", e);
                pauseBecause(status.state(), e.toString());
            }
        }
    }

    private void relayOrStandBy(RelaySession session) throws SQLException, InterruptedException {
        if (session.leads()) {
            relay(session);
        } else {
            become(State.STANDBY, null);
        }
        session.awaitBell(config.sweep());
    }

    private void relay(RelaySession session) throws SQLException, InterruptedException {
        try {
            broker.connect();
            drain(session);
            become(State.RELAYING, null);
        } catch (BrokerAway e) {
            status = status.seeing(session.backlog());
            pauseBecause(State.KAFKA_AWAY, e.getMessage());
        }
    }

    private void drain(RelaySession session) throws SQLException, BrokerAway, InterruptedException {
        List<PendingEvent> batch = session.next(config.batchSize());
        while (!batch.isEmpty()) {
            countBacklog(session);
            Receipt receipt = broker.publish(batch);
            session.delete(receipt.done());
            status = status.publishing(receipt.done().size());
            if (receipt.failure() != null) {
                status = status.seeing(session.backlog());
                pauseBecause(State.KAFKA_AWAY, receipt.failure());
            }
            batch = session.next(config.batchSize());
        }
        status = status.seeing(Backlog.NONE);
    }

    /// Not every round: counting a long backlog costs more than publishing a batch of it.
    private void countBacklog(RelaySession session) throws SQLException {
        if (System.nanoTime() - counted > COUNT_EVERY_NANOS) {
            counted = System.nanoTime();
            status = status.seeing(session.backlog());
        }
    }

    private void pauseBecause(State state, @Nullable String reason) throws InterruptedException {
        if (isRunning()) {
            become(state, reason);
            if (stopped.await(config.retry().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
        }
    }

    private void become(State next, @Nullable String reason) {
        State before = status.state();
        status = status.now(next, reason);
        if (before != next && reason == null) {
            LOG.infof("outbox relay: %s", next);
        } else if (before != next) {
            LOG.warnf("outbox relay: %s, %s", next, reason);
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
