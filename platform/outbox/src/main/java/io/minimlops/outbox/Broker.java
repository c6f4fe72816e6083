package io.minimlops.outbox;

import java.util.List;

/// Where events go.
interface Broker extends AutoCloseable {

    /// Makes sure that events can be published: there is a connection, and the topics exist.
    void connect() throws BrokerAway, InterruptedException;

    /// Publishes in order and waits for the acknowledgements.
    ///
    /// @throws BrokerAway when nothing could be sent
    Receipt publish(List<PendingEvent> events) throws BrokerAway, InterruptedException;

    @Override
    void close();

    /// Nothing was accepted; the message says why.
    final class BrokerAway extends Exception {
        BrokerAway(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
