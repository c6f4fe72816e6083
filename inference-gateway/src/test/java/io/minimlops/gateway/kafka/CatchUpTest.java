package io.minimlops.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final TopicPartition LONG = new TopicPartition("topic", 0);
    private static final TopicPartition EMPTY = new TopicPartition("topic", 1);

    private final CatchUp caughtUp = new CatchUp();

    private void lookAt(long position) {
        try (MockConsumer<String, String> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(LONG, EMPTY));
            consumer.seek(LONG, position);
            consumer.seek(EMPTY, 0);
            caughtUp.look(consumer, Map.of(LONG, 5L, EMPTY, 0L));
        }
    }

    @Test
    void itIsCompleteWhenEveryPartitionIsReadToItsEnd() throws Exception {
        // Given
        List<String> told = new ArrayList<>();
        caughtUp.onComplete(() -> told.add("before"));

        // When
        lookAt(4);
        boolean early = caughtUp.await(Duration.ZERO);
        lookAt(5);
        caughtUp.onComplete(() -> told.add("after"));

        // Then
        assertThat(early).isFalse();
        assertThat(caughtUp.await(Duration.ZERO)).isTrue();
        assertThat(told).containsExactly("before", "after");
    }
}
