package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the settings and whoever comes when, on a virtual clock: no request is lost or run
/// twice, batches are neither too large nor mixed, priorities are strict, nobody waits beyond the
/// delay while an executor is free, and what was cancelled or has expired never runs.
class BatchQueueInvariantsTest {

    private static final int LANES = 3;
    private static final int LEVELS = 3;

    @Property(tries = 300)
    void decisionsKeepTheirPromises(
            @ForAll("settings") BatchSettings settings, @ForAll Random random) {
        // Given
        QueueSimulation simulation =
                new QueueSimulation(
                        settings, rows -> 40_000 + 3_000L * rows + random.nextInt(20_000));
        crowd(simulation, settings, random);
        Checks checks = new Checks(simulation, settings);
        simulation.whenTaken = checks::taken;
        simulation.whenSettled = checks::settled;

        // When
        simulation.run();

        // Then
        Set<Entry<?, ?, ?>> answered = new HashSet<>();
        List<Entry<?, ?, ?>> all = new ArrayList<>(simulation.expired);
        all.addAll(simulation.cancelled);
        simulation.ran.forEach(ran -> all.addAll(ran.batch().entries()));
        answered.addAll(all);
        assertThat(answered).hasSameSizeAs(all);
        assertThat(all.size() + simulation.refused.size()).isEqualTo(simulation.submitted());
        assertThat(simulation.waiting).isEmpty();
    }

    /// Bursts and silences, some with a time of their own, some whose clients go away.
    private static void crowd(QueueSimulation simulation, BatchSettings settings, Random random) {
        long time = 0;
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(10) == 0 ? random.nextInt(1_000_000) : random.nextInt(20_000);
            int lane = random.nextInt(LANES);
            int rows = 1 + random.nextInt(settings.maxRows());
            int priority = random.nextInt(LEVELS + 1);
            long timeout = random.nextBoolean() ? 0 : 1 + random.nextInt(2_000_000);
            simulation.at(time, () -> simulation.arrive(lane, rows, priority, timeout));
            if (random.nextInt(8) == 0) {
                simulation.at(
                        time + random.nextInt(200_000),
                        () -> simulation.waiting.stream().findAny().ifPresent(simulation::cancel));
            }
        }
        if (random.nextBoolean()) {
            simulation.at(time / 2, simulation::close);
        }
    }

    @Provide
    Arbitrary<BatchSettings> settings() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 24),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 24).list().ofMaxSize(3),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.of(TimeoutAction.values()))
                .as(
                        (maxRows, executors, delay, adaptive, preferred, limit, action) ->
                                BatchSettings.builder(maxRows, executors)
                                        .delay(Duration.ofNanos(delay * 1_000L), adaptive)
                                        .preferred(
                                                preferred.stream()
                                                        .filter(rows -> rows <= maxRows)
                                                        .toList())
                                        .priorities(LEVELS)
                                        .queue(QueuePolicy.reject(limit, Duration.ofMillis(5)))
                                        .queue(
                                                2,
                                                new QueuePolicy(
                                                        0, Duration.ofMillis(1), action, true))
                                        .build());
    }

    /// What must hold of every decision.
    private record Checks(QueueSimulation simulation, BatchSettings settings) {

        void taken(Released<Integer, Integer, Integer> batch) {
            var entries = batch.entries();
            assertThat(batch.rows())
                    .isEqualTo(entries.stream().mapToInt(Entry::rows).sum())
                    .isLessThanOrEqualTo(settings.maxRows());
            assertThat(entries).extracting(entry -> entry.work.lane()).containsOnly(lane(batch));
            if (batch.reason() == ReleaseReason.PREFERRED) {
                assertThat(settings.preferredRows()).contains(batch.rows());
            }
            for (var entry : entries) {
                if (settings.queue(entry.level).action() == TimeoutAction.REJECT) {
                    assertThat(entry.deadline).isGreaterThan(simulation.now);
                }
            }
            for (var left : simulation.waiting) {
                if (left.work.lane().equals(lane(batch))) {
                    assertThat(entries).noneMatch(entry -> isBefore(left, entry));
                }
            }
        }

        /// With a higher priority; or of the same, on time, and there first.
        private boolean isBefore(
                Entry<Integer, Integer, Integer> one, Entry<Integer, Integer, Integer> other) {
            boolean late = one.deadline <= simulation.now;
            boolean otherLate = other.deadline <= simulation.now;
            return one.level < other.level
                    || (one.level == other.level && !late && otherLate)
                    || (one.level == other.level
                            && late == otherLate
                            && !late
                            && one.arrived < other.arrived);
        }

        void settled() {
            if (simulation.hasFreeExecutor()) {
                for (var entry : simulation.waiting) {
                    assertThat(simulation.now - entry.arrived)
                            .isLessThan(settings.maxDelay().toNanos());
                }
            }
        }

        private static Integer lane(Released<Integer, Integer, Integer> batch) {
            return batch.entries().getFirst().work.lane();
        }
    }
}
