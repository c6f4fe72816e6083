package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Three times as much as the executors can do, on a virtual clock: what they do is nearly all of
/// use, and the rest is refused as it comes.
class OverloadTest {

    private static final int MAX_ROWS = 64;
    private static final long SECOND = 1_000 * QueueSimulation.MILLI;

    @Property(tries = 40)
    void goodputStaysNearTheMaximum(
            @ForAll @IntRange(min = 1, max = 4) int executors,
            @ForAll @IntRange(min = 20, max = 2_000) int fixedMicros,
            @ForAll @IntRange(min = 1, max = 50) int rowMicros,
            @ForAll @DoubleRange(min = 10, max = 40) double patience,
            @ForAll @IntRange(min = 1, max = 8) int rowsEach,
            @ForAll Random random) {
        // Given a timeout of ten full batches or more
        IntToLongFunction exact = rows -> 1_000L * (fixedMicros + (long) rowMicros * rows);
        long full = exact.applyAsLong(MAX_ROWS);
        BatchSettings settings =
                BatchSettings.builder(MAX_ROWS, executors)
                        .queue(QueuePolicy.reject(0, Duration.ofNanos((long) (patience * full))))
                        .build();
        QueueSimulation simulation =
                new QueueSimulation(
                        settings,
                        rows ->
                                (long)
                                        (exact.applyAsLong(rows)
                                                * (0.9 + 0.2 * random.nextDouble())));
        int packed = MAX_ROWS / rowsEach * rowsEach;
        double maximum = (double) executors * packed / exact.applyAsLong(packed);

        // When
        long duration = 2_000 * full / executors;
        arrivals(simulation, 3 * maximum / rowsEach, rowsEach, duration, random);
        simulation.run();

        // Then
        assertThat(goodRows(simulation) / (maximum * duration)).isGreaterThan(0.9);
        assertThat(simulation.expired.size()).isLessThan(simulation.submitted() / 50);
    }

    @Test
    void aQueueLimitAloneKeepsTheExecutorsBusy() {
        // Given
        IntToLongFunction cost = rows -> 1_000L * (100 + 2L * rows);
        BatchSettings settings =
                BatchSettings.builder(MAX_ROWS, 1)
                        .queue(QueuePolicy.reject(200, Duration.ZERO))
                        .build();
        QueueSimulation simulation = new QueueSimulation(settings, cost);
        double maximum = (double) MAX_ROWS / cost.applyAsLong(MAX_ROWS);

        // When
        arrivals(simulation, 3 * maximum, 1, SECOND, new Random(1));
        simulation.run();

        // Then
        assertThat(goodRows(simulation) / (maximum * SECOND)).isGreaterThan(0.95);
        assertThat(simulation.refused).containsOnly(WorkRefused.Reason.QUEUE_FULL);
    }

    @Test
    void refusalsEndSoonAfterTheModelIsFastAgain() {
        // Given a model that takes half a second a batch for a while, and clients with 50 ms
        long slowUntil = 20 * SECOND;
        BatchSettings settings =
                BatchSettings.builder(MAX_ROWS, 1)
                        .queue(QueuePolicy.reject(0, Duration.ofMillis(50)))
                        .build();
        long[] clock = new long[1];
        QueueSimulation simulation =
                new QueueSimulation(
                        settings,
                        rows -> clock[0] < slowUntil ? SECOND / 2 : QueueSimulation.MILLI);
        simulation.whenSettled = () -> clock[0] = simulation.now;

        // When
        arrivals(simulation, 100.0 / SECOND, 1, 40 * SECOND, new Random(2));
        simulation.run();

        // Then
        long answeredLate =
                simulation.ran.stream()
                        .filter(ran -> ran.ended() > 35 * SECOND)
                        .mapToLong(ran -> ran.answered().size())
                        .sum();
        assertThat(answeredLate).isGreaterThan(450);
    }

    private static void arrivals(
            QueueSimulation simulation, double perNano, int rows, long duration, Random random) {
        double time = 0;
        while (time < duration) {
            time -= Math.log(1 - random.nextDouble()) / perNano;
            simulation.at((long) time, () -> simulation.arrive(0, rows, 0, 0));
        }
    }

    private static double goodRows(QueueSimulation simulation) {
        double rows = 0;
        for (QueueSimulation.Ran ran : simulation.ran) {
            for (var entry : ran.answered()) {
                rows += ran.ended() <= entry.deadline ? entry.rows() : 0;
            }
        }
        return rows;
    }
}
