package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the settings and whoever comes when, on a virtual clock: no request is lost or answered
/// twice, equal ones never run side by side, batches are neither too large nor mixed, and what was
/// cancelled or has expired never runs. Priorities are strict, and nobody waits beyond the delay
/// while an executor is free.
class BatchQueueInvariantsTest {

    private static final int LANES = 3;
    private static final int LEVELS = 3;
    private static final int KEYS = 12;

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
        simulation.ran.forEach(ran -> all.addAll(ran.answered()));
        answered.addAll(all);
        assertThat(answered).hasSameSizeAs(all);
        assertThat(all.size() + simulation.refused.size()).isEqualTo(simulation.submitted());
        assertThat(simulation.waiting).isEmpty();
        assertThat(simulation.running).isEmpty();
    }

    /// Bursts and silences, some with a time of their own, some whose clients go away, some equal.
    private static void crowd(QueueSimulation simulation, BatchSettings settings, Random random) {
        long time = 0;
        for (int i = 0; i < 400; i++) {
            time += random.nextInt(10) == 0 ? random.nextInt(1_000_000) : random.nextInt(20_000);
            Integer key = random.nextBoolean() ? null : random.nextInt(KEYS);
            int lane = key == null ? random.nextInt(LANES) : key % LANES;
            int rows =
                    1
                            + (key == null
                                    ? random.nextInt(settings.maxRows())
                                    : key % settings.maxRows());
            int priority = random.nextInt(LEVELS + 1);
            long timeout = random.nextBoolean() ? 0 : 1 + random.nextInt(2_000_000);
            simulation.at(time, () -> simulation.arrive(lane, rows, priority, timeout, key));
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
            var questions = batch.questions();
            assertThat(batch.rows())
                    .isEqualTo(questions.stream().mapToInt(Question::rows).sum())
                    .isLessThanOrEqualTo(settings.maxRows());
            if (batch.reason() == ReleaseReason.PREFERRED) {
                assertThat(settings.preferredRows()).contains(batch.rows());
            }
            for (var question : questions) {
                assertThat(question.lane()).isEqualTo(questions.getFirst().lane());
                assertThat(simulation.running)
                        .noneMatch(
                                other ->
                                        other.key() != null
                                                && Objects.equals(other.key(), question.key()));
                question.askers().forEach(this::taken);
            }
            for (var left : simulation.waiting) {
                if (left.work.lane().equals(questions.getFirst().lane())) {
                    assertThat(questions).noneMatch(question -> isBefore(left, question));
                }
            }
        }

        private void taken(Entry<Integer, Integer, Integer> entry) {
            if (settings.queue(entry.level).action() == TimeoutAction.REJECT) {
                assertThat(entry.deadline).isGreaterThan(simulation.now);
            }
        }

        /// With a higher priority than any that ask; or of the highest of theirs, on time and
        /// earlier.
        private boolean isBefore(
                Entry<Integer, Integer, Integer> one, Question<Integer, Integer, Integer> other) {
            var askers = other.askers();
            int level = askers.stream().mapToInt(asker -> asker.level).min().orElseThrow();
            boolean late = one.deadline <= simulation.now;
            boolean otherLate = askers.stream().allMatch(asker -> asker.deadline <= simulation.now);
            return one.level < level
                    || (one.level == level && !late && otherLate)
                    || (one.level == level
                            && late == otherLate
                            && !late
                            && askers.stream().allMatch(asker -> one.arrived < asker.arrived));
        }

        private Stream<Question<Integer, Integer, Integer>> waitingQuestions() {
            return simulation.waiting.stream()
                    .map(entry -> Objects.requireNonNull(entry.question))
                    .distinct();
        }

        void settled() {
            assertThat(waitingQuestions())
                    .noneMatch(simulation.running::contains)
                    .extracting(Question::key)
                    .filteredOn(Objects::nonNull)
                    .doesNotHaveDuplicates();
            if (simulation.hasFreeExecutor()) {
                for (var entry : simulation.waiting) {
                    assertThat(simulation.now - entry.arrived)
                            .isLessThan(settings.maxDelay().toNanos());
                }
            }
        }
    }
}
