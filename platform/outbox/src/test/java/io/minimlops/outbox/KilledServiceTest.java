package io.minimlops.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minimlops.events.Envelope;
import io.minimlops.outbox.RelaySession.Database;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A service in a process of its own, killed at the worst moments.
class KilledServiceTest {

    enum Moment {
        AFTER_COMMIT(1),
        AFTER_PUBLISHING(2);

        /// How often a consumer sees the event in the end.
        final int times;

        Moment(int times) {
            this.times = times;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingCommittedIsLost(Moment moment) throws Exception {
        Ledger ledger = Ledger.open("killed");
        Process service = start(moment, ledger);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> reached(moment, ledger));
            assertThat(service.isAlive()).isTrue();
        } finally {
            service.destroyForcibly().waitFor();
        }
        assertThat(ledger.rows()).isEqualTo(1);

        Relay next = ledger.startRelay();

        await().atMost(Duration.ofSeconds(20)).until(() -> ledger.rows() == 0);
        assertThat(ledger.versions()).hasSize(moment.times).containsOnly("1");
        assertThat(ledger.envelopesOfModel().stream().map(Envelope::id).distinct()).hasSize(1);
        next.stop();
    }

    private static boolean reached(Moment moment, Ledger ledger) throws Exception {
        return switch (moment) {
            case AFTER_COMMIT -> ledger.rows() == 1;
            case AFTER_PUBLISHING -> ledger.versions().size() == 1;
        };
    }

    private static Process start(Moment moment, Ledger ledger) throws Exception {
        Database database = ledger.database();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        moment.name(),
                        database.url(),
                        database.user(),
                        database.password(),
                        ledger.servers().kafka().bootstrapServers(),
                        ledger.model())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/killed-service-" + moment + ".log"))
                .start();
    }

    /// Commits one event and stops short of the next step until it is killed.
    static final class Service {

        public static void main(String[] arguments) throws Exception {
            Moment moment = Moment.valueOf(arguments[0]);
            Database database = new Database(arguments[1], arguments[2], arguments[3]);
            Ledger ledger = new Ledger(null, database, arguments[5]);
            Broker kafka = new KafkaBroker(arguments[4], "killed", Settings.QUICK);
            new Relay(database, new Stalling(kafka, moment), Settings.QUICK).start();
            try (Connection connection = Servers.connect(database)) {
                OutboxTable.insert(connection, List.of(ledger.event(ledger.model(), "1")));
            }
            new CountDownLatch(1).await();
        }
    }

    private record Stalling(Broker broker, Moment moment) implements Broker {

        @Override
        public void connect() throws BrokerAway, InterruptedException {
            broker.connect();
        }

        @Override
        public Receipt publish(List<PendingEvent> events) throws BrokerAway, InterruptedException {
            if (moment == Moment.AFTER_PUBLISHING) {
                broker.publish(events);
            }
            new CountDownLatch(1).await();
            throw new AssertionError("killed before");
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
