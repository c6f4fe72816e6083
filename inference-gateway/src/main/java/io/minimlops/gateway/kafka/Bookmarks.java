package io.minimlops.gateway.kafka;

import io.minimlops.gateway.kafka.TopicTail.From;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Where each partition of a topic is read next, from one connection to the next. One thread's.
final class Bookmarks {

    private final From from;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private boolean wasMissing;

    Bookmarks(From from) {
        this.from = from;
    }

    /// What is written to it once it is there is new, and read from the beginning.
    void topicIsMissing() {
        wasMissing = true;
    }

    /// Goes on where reading ended, or begins.
    ///
    /// @param consumer that the partitions are assigned to
    /// @return where they end now
    Map<TopicPartition, Long> open(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, timeout);
        boolean atEnd = from == From.END && !wasMissing;
        for (TopicPartition partition : partitions) {
            Long start = (atEnd ? ends : beginnings).get(partition);
            consumer.seek(
                    partition, next.computeIfAbsent(partition, any -> start == null ? 0 : start));
        }
        return ends;
    }

    void passed(ConsumerRecord<?, ?> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
}
