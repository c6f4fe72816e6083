package io.minimlops.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.kafka.TopicTail.From;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BookmarksTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static MockConsumer<String, String> connected() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 3L));
        consumer.updateEndOffsets(Map.of(PARTITION, 9L));
        return consumer;
    }

    private static long opened(Bookmarks bookmarks) {
        try (MockConsumer<String, String> consumer = connected()) {
            assertThat(bookmarks.open(consumer, List.of(PARTITION), TIMEOUT))
                    .containsExactly(Map.entry(PARTITION, 9L));
            return consumer.position(PARTITION);
        }
    }

    @Test
    void aTopicIsReadFromWhereItIsAskedFor() {
        assertThat(opened(new Bookmarks(From.BEGINNING))).isEqualTo(3);
        assertThat(opened(new Bookmarks(From.END))).isEqualTo(9);
    }

    @Test
    void aTopicThatWasNotThereIsReadFromItsBeginning() {
        // Given
        Bookmarks bookmarks = new Bookmarks(From.END);

        // When
        bookmarks.topicIsMissing();

        // Then
        assertThat(opened(bookmarks)).isEqualTo(3);
    }

    @Test
    void anotherConnectionGoesOnBehindWhatWasRead() {
        // Given
        Bookmarks bookmarks = new Bookmarks(From.BEGINNING);
        opened(bookmarks);

        // When
        bookmarks.passed(new ConsumerRecord<>("topic", 0, 5, "key", "value"));

        // Then
        assertThat(opened(bookmarks)).isEqualTo(6);
    }
}
