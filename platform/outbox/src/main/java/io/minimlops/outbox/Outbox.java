package io.minimlops.outbox;

import io.minimlops.events.Event;
import io.minimlops.events.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells events within the caller's JTA transaction: they are published when it commits and
/// forgotten when it rolls back.
///
/// Works beside Hibernate and plain SQL alike, since both share the transaction's connection. From
/// the first event about a key to the commit, other transactions with events about that key wait:
/// that is what keeps a key's events in order.
@ApplicationScoped
public class Outbox {

    private static final Object BELL = Outbox.class;

    private final DataSource dataSource;
    private final TransactionSynchronizationRegistry transaction;
    private final Doorbell doorbell;
    private final String source;

    Outbox(
            DataSource dataSource,
            TransactionSynchronizationRegistry transaction,
            Doorbell doorbell,
            @ConfigProperty(name = "quarkus.application.name") String source) {
        this.dataSource = dataSource;
        this.transaction = transaction;
        this.doorbell = doorbell;
        this.source = source;
    }

    /// @param correlationId of the request or event that caused this one
    /// @throws IllegalStateException outside a transaction
    /// @throws OutboxException when the row cannot be written; the transaction cannot commit then
    public void add(Event event, String correlationId) {
        addAll(List.of(event), correlationId);
    }

    /// Adds many events in one round trip; events of one key keep the order given.
    public void addAll(Collection<? extends Event> events, String correlationId) {
        write(events.stream().map(event -> OutboxEvent.of(event, source, correlationId)).toList());
    }

    /// Adds an event whose JSON is another standard's, such as an OpenLineage run event.
    ///
    /// @param type the CloudEvents type
    public void addForeign(
            Topic topic, String key, String type, byte[] json, String correlationId) {
        write(List.of(OutboxEvent.foreign(topic, key, type, json, source, correlationId)));
    }

    private void write(List<OutboxEvent> events) {
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an event can only be added within a transaction");
        }
        try (Connection connection = dataSource.getConnection()) {
            OutboxTable.insert(connection, events);
        } catch (SQLException e) {
            throw new OutboxException("event not written", e);
        }
        ringAfterCommit();
    }

    private void ringAfterCommit() {
        if (transaction.getResource(BELL) != null) {
            return;
        }
        transaction.putResource(BELL, BELL);
        transaction.registerInterposedSynchronization(
                new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        // Nothing to do before the outcome is known.
                    }

                    @Override
                    public void afterCompletion(int status) {
                        if (status == Status.STATUS_COMMITTED) {
                            doorbell.ring();
                        }
                    }
                });
    }
}
