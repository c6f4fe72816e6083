package io.minimlops.testing;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// What is on a topic of the test broker. Every question reads the topic from its beginning, so a
/// log has no state and tests do not disturb each other.
public final class EventLog {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String topic;

    private EventLog(String topic) {
        this.topic = topic;
    }

    public static EventLog of(Topic topic) {
        return new EventLog(topic.topicName());
    }

    public static EventLog of(String topicName) {
        return new EventLog(topicName);
    }

    /// Everything on the topic now, oldest first within a partition; nothing if the topic does not
    /// exist.
    public List<ConsumerRecord<String, byte[]>> records() {
        try (var consumer =
                new KafkaConsumer<>(
                        settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> partitions = consumer.listTopics().getOrDefault(topic, List.of());
            return readToEnd(
                    consumer,
                    partitions.stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList());
        }
    }

    /// A consumer cannot close before the broker has answered its last question, which is for what
    /// comes after the end.
    private static Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                PlatformResource.kafka().bootstrapServers(),
                "fetch.max.wait.ms",
                10);
    }

    /// The events among the records, with their envelopes.
    public List<Envelope<Event>> events() {
        return records().stream().flatMap(it -> EventCodec.fromRecord(it).stream()).toList();
    }

    /// The events of one type that match, as they are now.
    public <E extends Event> List<E> all(Class<E> type, Predicate<? super E> matches) {
        return events().stream()
                .map(Envelope::event)
                .filter(type::isInstance)
                .map(type::cast)
                .filter(matches)
                .toList();
    }

    /// Waits up to 20 s for an event and returns the first that matches.
    public <E extends Event> E await(Class<E> type, Predicate<? super E> matches) {
        return awaitCount(1, type, matches).getFirst();
    }

    /// Waits up to 20 s until at least so many events match.
    public <E extends Event> List<E> awaitCount(
            int count, Class<E> type, Predicate<? super E> matches) {
        return Awaitility.await("%d %s on %s".formatted(count, type.getSimpleName(), topic))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> all(type, matches), found -> found.size() >= count);
    }

    private static List<ConsumerRecord<String, byte[]>> readToEnd(
            KafkaConsumer<String, byte[]> consumer, Collection<TopicPartition> partitions) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }
}
