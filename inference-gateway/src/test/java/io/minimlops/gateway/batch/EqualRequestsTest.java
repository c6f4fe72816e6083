package io.minimlops.gateway.batch;

import static io.minimlops.gateway.batch.QueueSimulation.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.QueueSimulation.Ran;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Equal requests share a run, each on its own terms; on a virtual clock, one executor, a batch of
/// one row that takes 10 ms.
class EqualRequestsTest {

    private static final int SOME = 7;
    private static final int OTHER = 8;

    private final List<Entry<Integer, Integer, Integer>> entries = new ArrayList<>();

    private QueueSimulation simulation(BatchSettings settings) {
        return new QueueSimulation(settings, rows -> 10 * MILLI);
    }

    private static BatchSettings.Builder settings() {
        return BatchSettings.builder(1, 1).priorities(2);
    }

    private void arriveAt(
            QueueSimulation simulation, long time, int key, int priority, long timeout) {
        simulation.at(time, () -> entries.add(simulation.arrive(0, 1, priority, timeout, key)));
    }

    private static List<Integer> keys(QueueSimulation simulation) {
        return simulation.ran.stream()
                .map(ran -> (Integer) ran.batch().questions().getFirst().key())
                .toList();
    }

    @Example
    void whatComesWhileAnEqualOneWaitsOrRunsIsAnsweredWithIt() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1 * MILLI, SOME, 2, 0);
        arriveAt(simulation, 5 * MILLI, SOME, 2, 0);
        arriveAt(simulation, 15 * MILLI, SOME, 2, 0);
        arriveAt(simulation, 21 * MILLI, SOME, 2, 0);

        // When
        simulation.run();

        // Then
        assertThat(keys(simulation)).containsExactly(OTHER, SOME, SOME);
        assertThat(simulation.ran.get(1).answered()).isEqualTo(entries.subList(1, 4));
    }

    @Example
    void aJoinerTakesNoPlaceInAFullQueue() {
        // Given
        QueueSimulation simulation =
                simulation(settings().queue(QueuePolicy.reject(1, Duration.ZERO)).build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, SOME, 2, 0);

        // When
        arriveAt(simulation, 2, SOME, 2, 0);
        simulation.at(3, () -> simulation.arrive(0, 1, 2, 0, 9));
        simulation.run();

        // Then
        assertThat(simulation.refused).containsExactly(Reason.QUEUE_FULL);
        assertThat(simulation.ran.getLast().answered()).isEqualTo(entries.subList(1, 3));
    }

    @Example
    void anExpiredRequestLeavesItsPlaceToWhoJoinedIt() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, SOME, 2, 4 * MILLI);

        // When
        arriveAt(simulation, 2, SOME, 2, 0);
        simulation.run();

        // Then
        assertThat(simulation.expired).containsExactly(entries.get(1));
        assertThat(simulation.ran.getLast().answered()).containsExactly(entries.get(2));
    }

    @Example
    void aJoinersOwnTimeEndsItsWaitAndNoOthers() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, SOME, 2, 0);

        // When
        arriveAt(simulation, 2, SOME, 2, 4 * MILLI);
        simulation.run();

        // Then
        assertThat(simulation.expired).containsExactly(entries.get(2));
        assertThat(simulation.ran.getLast().answered()).containsExactly(entries.get(1));
    }

    @Example
    void aJoinersTimeIsRegardedWhenTheRunWaitsForCompany() {
        // Given
        BatchSettings settings =
                BatchSettings.builder(8, 1).fixedDelay(Duration.ofMillis(100)).build();
        QueueSimulation simulation = simulation(settings);
        arriveAt(simulation, 0, SOME, 1, 0);

        // When
        arriveAt(simulation, 1, SOME, 1, 40 * MILLI);
        simulation.run();

        // Then
        assertThat(simulation.expired).isEmpty();
        assertThat(simulation.ran.getFirst().batch().reason()).isEqualTo(ReleaseReason.DEADLINE);
    }

    @Example
    void whoJoinsARunUnderWayIsNotRefusedForItsTime() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, SOME, 2, 0);

        // When
        arriveAt(simulation, 1 * MILLI, SOME, 2, 2 * MILLI);
        simulation.run();

        // Then
        assertThat(simulation.ran.getFirst().answered()).isEqualTo(entries);
    }

    @Example
    void aCancelledRequestLeavesTheOthersTheirPlace() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, SOME, 2, 0);
        arriveAt(simulation, 2, SOME, 2, 0);
        arriveAt(simulation, 3, 9, 2, 0);

        // When
        simulation.at(4, () -> simulation.cancel(entries.get(1)));
        simulation.run();

        // Then
        assertThat(keys(simulation)).containsExactly(OTHER, SOME, 9);
        assertThat(simulation.ran.get(1).answered()).containsExactly(entries.get(2));
    }

    @Example
    void aRunThatNobodyAsksForAnyMoreIsNotRun() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, SOME, 2, 0);
        arriveAt(simulation, 2, SOME, 2, 0);

        // When
        simulation.at(3, () -> entries.subList(1, 3).forEach(simulation::cancel));
        simulation.run();

        // Then
        assertThat(keys(simulation)).containsExactly(OTHER);
    }

    @Example
    void aMoreUrgentJoinerIsNotHeldUpByTheOneItJoins() {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        arriveAt(simulation, 0, OTHER, 2, 0);
        arriveAt(simulation, 1, 9, 2, 0);
        arriveAt(simulation, 2, SOME, 2, 0);

        // When
        arriveAt(simulation, 3, SOME, 1, 0);
        simulation.run();

        // Then
        assertThat(keys(simulation)).containsExactly(OTHER, SOME, 9);
    }

    /// Clients that ask alike all the time and go away now and then: whoever stays is answered.
    @Property(tries = 200)
    void whoStaysIsAnsweredWhateverTheOthersDo(@ForAll Random random) {
        // Given
        QueueSimulation simulation = simulation(settings().build());
        Set<Entry<Integer, Integer, Integer>> staying = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            long time = random.nextLong(300 * MILLI);
            int key = random.nextInt(4);
            int priority = 1 + random.nextInt(2);
            switch (random.nextInt(3)) {
                case 0 ->
                        simulation.at(time, () -> staying.add(come(simulation, key, priority, 0)));
                case 1 ->
                        arriveAt(simulation, time, key, priority, 1 + random.nextLong(30 * MILLI));
                default -> leaver(simulation, time, key, priority, random.nextLong(30 * MILLI));
            }
        }

        // When
        simulation.run();

        // Then
        Set<Entry<Integer, Integer, Integer>> answered = new HashSet<>();
        simulation.ran.stream().map(Ran::answered).forEach(answered::addAll);
        assertThat(answered).containsAll(staying);
        assertThat(simulation.expired).allMatch(entry -> entry.deadline != Entry.NO_DEADLINE);
    }

    private Entry<Integer, Integer, Integer> come(
            QueueSimulation simulation, int key, int priority, long timeout) {
        return Objects.requireNonNull(simulation.arrive(0, 1, priority, timeout, key));
    }

    private void leaver(QueueSimulation simulation, long time, int key, int priority, long stay) {
        simulation.at(
                time,
                () -> {
                    var entry = come(simulation, key, priority, 0);
                    simulation.at(simulation.now + stay, () -> simulation.cancel(entry));
                });
    }
}
