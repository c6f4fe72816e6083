package io.minimlops.gateway.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.scaling.ArrivalHistory.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final ArrivalHistory history = new ArrivalHistory();

    private void arrive(Instant at, int requests) {
        for (int i = 0; i < requests; i++) {
            history.arrived(at.toEpochMilli());
        }
    }

    @Test
    void requestsAreCountedByFiveMinutes() {
        arrive(NOON, 2);
        arrive(NOON.plusSeconds(299), 1);
        arrive(NOON.plusSeconds(300), 4);

        assertThat(history.buckets(NOON.plusSeconds(400)))
                .containsExactly(new Bucket(NOON, 3), new Bucket(NOON.plusSeconds(300), 4));
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        arrive(NOON, 7);
        arrive(NOON.plus(Duration.ofDays(1)), 1);

        assertThat(history.buckets(NOON.plus(Duration.ofDays(1))))
                .containsExactly(new Bucket(NOON.plus(Duration.ofDays(1)), 1));
    }

    @Test
    void manyAtOnceAreAllCounted() throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofVirtual().start(() -> arrive(NOON, 5_000)));
        }
        for (Thread client : clients) {
            client.join();
        }

        assertThat(history.buckets(NOON)).containsExactly(new Bucket(NOON, 40_000));
    }
}
