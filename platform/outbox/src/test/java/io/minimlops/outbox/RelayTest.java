package io.minimlops.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minimlops.events.Envelope;
import io.minimlops.outbox.RelayStatus.State;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelayTest {

    @Test
    void aCommittedEventIsPublishedWithItsHeadersAndForgotten() throws Exception {
        Ledger ledger = Ledger.open("published");
        Relay relay = ledger.startRelay();
        ledger.commit(1, 1);

        await().until(() -> ledger.versions().equals(List.of("1")));

        Envelope<?> envelope = ledger.envelopesOfModel().getFirst();
        assertThat(envelope.source()).isEqualTo("test");
        assertThat(envelope.correlationId()).isEqualTo("correlation-1");
        await().until(() -> ledger.rows() == 0);
        relay.stop();
    }

    @Test
    void aRollbackPublishesNothing() throws Exception {
        Ledger ledger = Ledger.open("rolledback");
        Relay relay = ledger.startRelay();
        try (Connection connection = Servers.connect(ledger.database())) {
            connection.setAutoCommit(false);
            OutboxTable.insert(connection, List.of(ledger.event(ledger.model(), "never")));
            connection.rollback();
        }

        ledger.commit(1, 1);

        await().until(() -> !ledger.versions().isEmpty());
        assertThat(ledger.versions()).containsExactly("1");
        relay.stop();
    }

    @Test
    void withTheBrokerAwayEventsWaitAndAreCaughtUpByThemselves() throws Exception {
        Ledger ledger = Ledger.open("brokeraway");
        Relay relay = ledger.startRelay();
        ledger.commit(1, 3);
        await().until(() -> ledger.rows() == 0);
        ledger.servers().kafka().kill();
        try {
            Instant before = Instant.now();
            ledger.commit(4, 200);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> relay.status().state() == State.KAFKA_AWAY);
            assertThat(relay.status().reason()).isNotBlank();
            assertThat(relay.status().backlog().rows()).isPositive();
        } finally {
            ledger.servers().kafka().start();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.rows() == 0);
        assertThat(ledger.versions().stream().distinct())
                .containsExactlyElementsOf(numbers(1, 200));
        assertThat(relay.status().state()).isEqualTo(State.RELAYING);
        relay.stop();
    }

    @Test
    void aRelayCutOffBetweenPublishingAndDeletingPublishesTheSameEventAgain() throws Exception {
        Ledger ledger = Ledger.open("cutoff");
        AtomicBoolean cut = new AtomicBoolean();
        Broker cutting =
                new AfterPublishing(
                        ledger.broker(),
                        () -> {
                            if (cut.compareAndSet(false, true)) {
                                ledger.execute(
                                        "select pg_terminate_backend(pid) from pg_stat_activity"
                                                + " where application_name = 'outbox-relay'"
                                                + " and datname = current_database()");
                            }
                        });
        Relay relay = ledger.startRelay(cutting);
        ledger.commit(1, 1);

        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.versions().size() == 2);

        assertThat(ledger.envelopesOfModel().stream().map(Envelope::id).distinct()).hasSize(1);
        await().until(() -> ledger.rows() == 0);
        relay.stop();
    }

    @Test
    void eventsOfAKeyArriveInCommitOrderWhoeverWritesThem() throws Exception {
        Ledger ledger = Ledger.open("concurrent");
        Relay first = ledger.startRelay();
        Relay second = ledger.startRelay();
        ledger.execute("create table counter (key text primary key, value int not null)");
        ledger.execute("insert into counter select 'k' || n, 0 from generate_series(1, 5) n");
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(_ -> writers.submit(() -> writeHundred(ledger)));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.rows() == 0);

        int total = 0;
        for (int key = 1; key <= 5; key++) {
            List<String> seen = ledger.versionsOf(ledger.model() + "k" + key);
            assertThat(seen).containsExactlyElementsOf(numbers(1, seen.size()));
            total += seen.size();
        }
        assertThat(total).isEqualTo(800);
        first.stop();
        second.stop();
    }

    /// The event is added before the row is locked and its number known to be next only at commit:
    /// without the outbox's own lock, numbers of one key would overtake each other.
    private static Void writeHundred(Ledger ledger) throws Exception {
        try (Connection connection = Servers.connect(ledger.database());
                var next =
                        connection.prepareStatement(
                                "update counter set value = value + 1 where key = ? returning value")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 100; i++) {
                String key = "k" + ThreadLocalRandom.current().nextInt(1, 6);
                next.setString(1, key);
                try (var row = next.executeQuery()) {
                    row.next();
                    OutboxTable.insert(
                            connection,
                            List.of(ledger.event(ledger.model() + key, row.getString(1))));
                }
                connection.commit();
            }
        }
        return null;
    }

    @Test
    void aLaterCommitOfTheSameKeyNeverHasAnEarlierPosition() throws Exception {
        Ledger ledger = Ledger.open("positions");
        try (Connection slow = Servers.connect(ledger.database());
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            slow.setAutoCommit(false);
            OutboxTable.insert(slow, List.of(ledger.event(ledger.model(), "first")));
            var second =
                    other.submit(
                            () -> {
                                try (Connection quick = Servers.connect(ledger.database())) {
                                    OutboxTable.insert(
                                            quick, List.of(ledger.event(ledger.model(), "second")));
                                }
                                return null;
                            });
            await().until(() -> waitingForALock(ledger));
            assertThat(second.isDone()).isFalse();
            slow.commit();
            second.get();
        }

        Relay relay = ledger.startRelay();

        await().until(() -> ledger.versions().size() == 2);
        assertThat(ledger.versions()).containsExactly("first", "second");
        relay.stop();
    }

    private static boolean waitingForALock(Ledger ledger) throws Exception {
        try (Connection connection = Servers.connect(ledger.database());
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and datname = current_database()")) {
            row.next();
            return row.getInt(1) == 1;
        }
    }

    @Test
    void anotherReplicaTakesOverWhenTheRelayStops() throws Exception {
        Ledger ledger = Ledger.open("takeover");
        Relay first = ledger.startRelay();
        await().until(() -> first.status().state() == State.RELAYING);
        Relay second = ledger.startRelay();
        first.stop();

        ledger.commit(1, 5);

        await().until(() -> ledger.versions().equals(numbers(1, 5)));
        await().until(() -> second.status().state() == State.RELAYING);
        second.stop();
    }

    @Test
    void theRelayComesBackAfterPostgresql() throws Exception {
        Ledger ledger = Ledger.open("pgaway");
        Relay relay = ledger.startRelay();
        await().until(() -> relay.status().state() == State.RELAYING);
        ledger.servers().postgres().stop();
        await().until(() -> relay.status().state() == State.POSTGRESQL_AWAY);
        ledger.servers().postgres().start();

        ledger.commit(1, 2);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> ledger.versions().equals(List.of("1", "2")));
        relay.stop();
    }

    @Test
    void anEventThatCouldNeverBePublishedIsRefusedBeforeItIsStored() {
        byte[] large = new byte[OutboxEvent.MAX_BYTES + 1];

        assertThatThrownBy(
                        () ->
                                new OutboxEvent(
                                        "id",
                                        "t",
                                        "key",
                                        "type",
                                        "test",
                                        "c",
                                        Instant.now(),
                                        large))
                .hasMessageContaining("at most 1000000 can be published");
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    /// Does something at the worst moment: Kafka has the events, the table still has them too.
    private record AfterPublishing(Broker broker, Blow blow) implements Broker {

        @Override
        public void connect() throws BrokerAway, InterruptedException {
            broker.connect();
        }

        @Override
        public Receipt publish(List<PendingEvent> events) throws BrokerAway, InterruptedException {
            Receipt receipt = broker.publish(events);
            try {
                blow.strike();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return receipt;
        }

        @Override
        public void close() {
            broker.close();
        }

        interface Blow {
            void strike() throws Exception;
        }
    }
}
