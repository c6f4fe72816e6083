package io.minimlops.outbox;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.ModelEvent.VersionDeleted;
import io.minimlops.events.Topic;
import io.minimlops.outbox.RelaySession.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// One test's database and view of the topic: what a service would write, and what a consumer would
/// read of it.
record Ledger(Servers servers, Database database, String model) {

    static Ledger open(String name) throws SQLException, IOException {
        Servers servers = Servers.running();
        String unique = name + Long.toString(System.nanoTime(), 36);
        return new Ledger(servers, servers.newDatabase(unique), unique);
    }

    Relay startRelay() {
        return startRelay(broker());
    }

    Relay startRelay(Broker broker) {
        Relay relay = new Relay(database, broker, Settings.QUICK);
        relay.start();
        return relay;
    }

    Broker broker() {
        return new KafkaBroker(servers.kafka().bootstrapServers(), "test", Settings.QUICK);
    }

    OutboxEvent event(String model, String version) {
        return OutboxEvent.of(
                new VersionDeleted(model, version, Instant.now()),
                "test",
                "correlation-" + version);
    }

    /// Commits events of one key, one transaction each.
    void commit(int from, int to) throws SQLException {
        try (Connection connection = Servers.connect(database)) {
            for (int version = from; version <= to; version++) {
                OutboxTable.insert(connection, List.of(event(model, Integer.toString(version))));
            }
        }
    }

    long rows() throws SQLException {
        try (Connection connection = Servers.connect(database)) {
            return OutboxTable.backlog(connection).rows();
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = Servers.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> versions() {
        return versionsOf(model);
    }

    List<String> versionsOf(String key) {
        return envelopes().stream()
                .filter(envelope -> envelope.event().key().equals(key))
                .map(envelope -> ((VersionDeleted) envelope.event()).version())
                .toList();
    }

    List<Envelope<Event>> envelopesOfModel() {
        return envelopes().stream().filter(it -> it.event().key().equals(model)).toList();
    }

    /// Everything on the topic, from its beginning.
    private List<Envelope<Event>> envelopes() {
        List<Envelope<Event>> read = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.listTopics().getOrDefault(Topic.MODELS.topicName(), List.of()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> EventCodec.fromRecord(record).ifPresent(read::add));
            }
        }
        return read;
    }
}
