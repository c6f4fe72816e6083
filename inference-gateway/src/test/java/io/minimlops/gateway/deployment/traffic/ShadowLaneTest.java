package io.minimlops.gateway.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ShadowLaneTest {

    @Test
    void aStuckShadowDropsCopiesAndHoldsNobodyUp() {
        // Given
        CountDownLatch stuck = new CountDownLatch(1);
        try (ShadowLane<Integer> lane = new ShadowLane<>("t", copy -> await(stuck))) {

            // When
            long accepted = IntStream.range(0, 1_000).filter(i -> lane.offer(i, 10, 5, 1)).count();

            // Then
            assertThat(accepted).isEqualTo(5);
            assertThat(lane.waiting()).isEqualTo(5);

            // When
            stuck.countDown();

            // Then
            Awaitility.await().until(() -> lane.waiting() == 0);
            assertThat(lane.offer(0, 10, 5, 1)).isTrue();
        }
    }

    @Test
    void copiesRunOneAtATimeInOrder() {
        // Given
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ShadowLane<Integer> lane =
                new ShadowLane<>(
                        "t",
                        copy -> {
                            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                            ran.add(copy);
                            atOnce.decrementAndGet();
                        })) {

            // When
            IntStream.range(0, 500).forEach(i -> lane.offer(i, 1, 1_000, 1));

            // Then
            Awaitility.await().until(() -> ran.size() == 500);
            assertThat(ran).isSorted();
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void copiesOfTooManyBytesAreDropped() {
        // Given
        CountDownLatch stuck = new CountDownLatch(1);
        try (ShadowLane<Integer> lane = new ShadowLane<>("t", copy -> await(stuck))) {

            // Then
            assertThat(lane.offer(1, ShadowLane.MOST_BYTES + 1, 5, 1)).isFalse();
            assertThat(lane.offer(1, 1_000, 5, 1)).isTrue();
            stuck.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
