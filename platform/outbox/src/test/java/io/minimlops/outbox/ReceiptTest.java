package io.minimlops.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private final List<PendingEvent> events =
            List.of(event(1, "a"), event(2, "b"), event(3, "a"), event(4, "b"), event(5, "c"));

    @Test
    void whatWasAcknowledgedIsDone() {
        assertThat(Receipt.of(events, Set.of(), null).done()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void behindAFailureNothingOfThatKeyIsDone() {
        assertThat(Receipt.of(events, Set.of(1L), "away").done()).containsExactly(2L, 4L, 5L);
    }

    @Test
    void beforeAFailureEverythingIsDone() {
        assertThat(Receipt.of(events, Set.of(3L), "away").done()).containsExactly(1L, 2L, 4L, 5L);
    }

    private static PendingEvent event(long position, String key) {
        return new PendingEvent(
                position,
                new OutboxEvent(
                        "id-" + position,
                        "t",
                        key,
                        "type",
                        "test",
                        "c",
                        Instant.now(),
                        new byte[0]));
    }
}
