package io.minimlops.outbox;

import io.minimlops.outbox.OutboxTable.Backlog;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the relay is doing, as last seen.
///
/// @param since when it began to do so
/// @param reason why it cannot go on, absent when it can
record RelayStatus(
        State state, Instant since, @Nullable String reason, Backlog backlog, long published) {

    enum State {
        /// Not connected yet.
        STARTING,
        /// Another replica relays.
        STANDBY,
        RELAYING,
        KAFKA_AWAY,
        POSTGRESQL_AWAY
    }

    static RelayStatus starting() {
        return new RelayStatus(State.STARTING, Instant.now(), null, Backlog.NONE, 0);
    }

    RelayStatus now(State next, @Nullable String why) {
        return new RelayStatus(
                next, next == state ? since : Instant.now(), why, backlog, published);
    }

    RelayStatus seeing(Backlog seen) {
        return new RelayStatus(state, since, reason, seen, published);
    }

    RelayStatus publishing(int more) {
        return new RelayStatus(state, since, reason, backlog, published + more);
    }
}
