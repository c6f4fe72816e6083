package io.minimlops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Load LOAD =
            new Load(
                    3,
                    Duration.ofMillis(100),
                    Duration.ofMillis(200),
                    () -> new CpuTimes(Duration.ofNanos(System.nanoTime()), Map.of()));

    @Test
    void everyClientCallsAndIsClosed() {
        Set<Integer> calling = ConcurrentHashMap.newKeySet();
        AtomicInteger closed = new AtomicInteger();

        Measured measured =
                LOAD.run(
                        index ->
                                new Client() {
                                    @Override
                                    public void call(int number) {
                                        calling.add(index);
                                        LockSupport.parkNanos(1_000_000);
                                    }

                                    @Override
                                    public void close() {
                                        closed.incrementAndGet();
                                    }
                                });

        assertThat(calling).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(closed).hasValue(3);
        assertThat(measured.clients()).isEqualTo(3);
        assertThat(measured.millisAt(50)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whatHappensDuringTheWarmUpIsNotCounted() {
        AtomicInteger calls = new AtomicInteger();

        Measured measured =
                LOAD.with(1)
                        .run(
                                _ ->
                                        number -> {
                                            calls.incrementAndGet();
                                            LockSupport.parkNanos(1_000_000);
                                        });

        assertThat(measured.latencies().getTotalCount()).isPositive().isLessThan(calls.get());
        assertThat(measured.callsPerSecond()).isEqualTo(measured.latencies().getTotalCount() / 0.2);
    }

    @Test
    void aFailedCallFailsTheLoad() {
        assertThatThrownBy(
                        () ->
                                LOAD.run(
                                        _ ->
                                                _ -> {
                                                    throw new IOException("503 away");
                                                }))
                .isInstanceOf(LoadFailed.class)
                .hasMessageContaining("503 away");
    }

    @Test
    void sharesAreOfAllProcessors() {
        CpuTimes before =
                new CpuTimes(Duration.ofSeconds(1), Map.of("bench", Duration.ofSeconds(3)));
        CpuTimes after =
                new CpuTimes(Duration.ofSeconds(3), Map.of("bench", Duration.ofSeconds(4)));

        assertThat(after.since(before).shares(2)).isEqualTo("bench 25");
    }
}
