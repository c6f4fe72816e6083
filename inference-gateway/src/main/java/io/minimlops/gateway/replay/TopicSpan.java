package io.minimlops.gateway.replay;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.MalformedEvent;
import io.minimlops.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads a topic from a time on up to its end as it is now, or to a later time. Belongs to no
/// consumer group and moves no offset.
final class TopicSpan implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicSpan.class);
    private static final Duration WAIT = Duration.ofMillis(200);

    /// Takes events; tells when it has enough.
    interface Reader {
        boolean take(Event event) throws ReplayFailed, InterruptedException;
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Duration timeout;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long total;

    /// @param timeout how long Kafka may be silent
    TopicSpan(String bootstrapServers, Topic topic, Duration timeout) {
        this.topic = topic.topicName();
        this.timeout = timeout;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "gateway-replay",
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                200,
                                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                4 * 1024 * 1024),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
    }

    /// @param until records written later are not read; null: read to the end
    /// @throws ReplayFailed when Kafka is away
    void read(Instant from, @Nullable Instant until, Reader reader)
            throws ReplayFailed, InterruptedException {
        try {
            locate(from);
            long lastAnswer = System.nanoTime();
            boolean more = true;
            while (more && !next.isEmpty()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(WAIT);
                if (!records.isEmpty()) {
                    lastAnswer = System.nanoTime();
                } else if (System.nanoTime() - lastAnswer > timeout.toNanos()) {
                    throw away("it is silent", new KafkaException("no records"));
                }
                more = take(records, until, reader);
            }
        } catch (KafkaException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw away(String.valueOf(e.getMessage()), e);
        }
    }

    private ReplayFailed away(String reason, Exception cause) {
        return new ReplayFailed(
                "kafka", "Kafka cannot be read (%s): %s".formatted(topic, reason), cause);
    }

    private void locate(Instant from) {
        List<PartitionInfo> known = consumer.partitionsFor(topic, timeout);
        if (known == null || known.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        for (PartitionInfo info : known) {
            times.put(new TopicPartition(topic, info.partition()), from.toEpochMilli());
        }
        consumer.assign(times.keySet());
        ends.putAll(consumer.endOffsets(times.keySet(), timeout));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, timeout);
        times.keySet()
                .forEach(
                        partition -> {
                            OffsetAndTimestamp start = starts.get(partition);
                            long end = ends.getOrDefault(partition, 0L);
                            if (start != null && start.offset() < end) {
                                consumer.seek(partition, start.offset());
                                next.put(partition, start.offset());
                                total += end - start.offset();
                            } else {
                                consumer.pause(List.of(partition));
                            }
                        });
    }

    private boolean take(
            ConsumerRecords<String, byte[]> records, @Nullable Instant until, Reader reader)
            throws ReplayFailed, InterruptedException {
        for (ConsumerRecord<String, byte[]> record : records) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            boolean late = until != null && record.timestamp() > until.toEpochMilli();
            long end = ends.getOrDefault(partition, 0L);
            if (!next.containsKey(partition)) {
                continue;
            }
            if (!late && record.offset() < end && !take(record, reader)) {
                return false;
            }
            next.put(partition, record.offset() + 1);
            if (late || record.offset() + 1 >= end) {
                next.remove(partition);
                consumer.pause(List.of(partition));
            }
        }
        next.keySet()
                .removeIf(
                        partition ->
                                consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        return true;
    }

    private boolean take(ConsumerRecord<String, byte[]> record, Reader reader)
            throws ReplayFailed, InterruptedException {
        Event event;
        try {
            event = EventCodec.fromRecord(record).map(Envelope::event).orElse(null);
        } catch (MalformedEvent e) {
            LOG.warnf("passed over: %s", e.getMessage());
            return true;
        }
        return event == null || reader.take(event);
    }

    /// How much of the span has been read, 0 to 1.
    double share() {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> each : next.entrySet()) {
            left += ends.getOrDefault(each.getKey(), 0L) - each.getValue();
        }
        return total == 0 ? 1 : Math.clamp(1 - (double) left / total, 0, 1);
    }

    @Override
    public void close() {
        consumer.close(
                org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
