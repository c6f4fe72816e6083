package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatcherTest {

    /// Runs a batch when the test lets it, and writes down what was in it.
    private final Semaphore permits = new Semaphore(0);

    private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<BatchReport> reports = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstTaken = new CountDownLatch(1);
    private Batcher<String, String, String> batcher;

    private final class Gate implements BatchRunner<String, String> {
        @Override
        public Ran<String> run(List<String> payloads) throws InterruptedException {
            firstTaken.countDown();
            permits.acquire();
            batches.add(payloads);
            if (payloads.contains("poison")) {
                throw new IllegalArgumentException("poison");
            }
            return new Ran<>(
                    payloads.stream().map(payload -> payload + "!").toList(),
                    new Timing(0, 1_000, 0));
        }

        @Override
        public boolean mayBeOnePayloadsFault(Exception failure) {
            return failure instanceof IllegalArgumentException;
        }
    }

    private Batcher<String, String, String> batcher(BatchSettings settings) {
        batcher =
                new Batcher<>(
                        settings, Gate::new, Thread.ofPlatform().daemon().factory(), reports::add);
        return batcher;
    }

    /// Occupies the only executor, so that what follows queues up.
    private Ticket<String> occupy() throws InterruptedException {
        Ticket<String> first = batcher.submit(Work.of("x", 1, "first"));
        firstTaken.await();
        return first;
    }

    @AfterEach
    void letEverythingEnd() {
        permits.release(1_000_000);
        batcher.close();
    }

    @Test
    void whatArrivesWhileTheExecutorIsBusySharesTheNextBatch() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        Ticket<String> first = occupy();
        Ticket<String> a = batcher.submit(Work.of("x", 2, "a"));
        Ticket<String> b = batcher.submit(Work.of("x", 3, "b"));

        // When
        permits.release(2);

        // Then
        assertThat(first.await().batch().requests()).isEqualTo(1);
        assertThat(a.await().result()).isEqualTo("a!");
        assertThat(b.await().batch().rows()).isEqualTo(5);
        assertThat(batches).containsExactly(List.of("first"), List.of("a", "b"));
        assertThat(reports).extracting(BatchReport::reason).containsOnly(ReleaseReason.IDLE);
    }

    @Test
    void differentShapesNeverShareABatch() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        occupy();
        Ticket<String> wide = batcher.submit(Work.of("wide", 1, "w"));
        Ticket<String> narrow = batcher.submit(Work.of("narrow", 1, "n"));
        Ticket<String> wideToo = batcher.submit(Work.of("wide", 1, "w2"));

        // When
        permits.release(3);
        wide.await();
        narrow.await();
        wideToo.await();

        // Then
        assertThat(batches).containsExactly(List.of("first"), List.of("w", "w2"), List.of("n"));
    }

    @Test
    void rowsNotRequestsFillABatch() throws Exception {
        // Given
        batcher(BatchSettings.of(4, 1));
        occupy();
        batcher.submit(Work.of("x", 3, "a"));
        Ticket<String> b = batcher.submit(Work.of("x", 2, "b"));

        // When
        permits.release(3);
        b.await();

        // Then
        assertThat(batches).containsExactly(List.of("first"), List.of("a"), List.of("b"));
        assertThat(reports.get(1).reason()).isEqualTo(ReleaseReason.FULL);
    }

    @Test
    void aRequestLargerThanABatchIsRefused() {
        batcher(BatchSettings.of(4, 1));

        assertThat(
                        catchThrowableOfType(
                                        WorkRefused.class,
                                        () -> batcher.submit(Work.of("x", 5, "a")))
                                .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void higherPrioritiesGoFirstAndUnknownOnesLast() throws Exception {
        // Given
        batcher(BatchSettings.builder(1, 1).priorities(2).build());
        occupy();
        List<Ticket<String>> all =
                List.of(
                        batcher.submit(new Work<>("x", 1, 2, 0, "low")),
                        batcher.submit(new Work<>("x", 1, 9, 0, "unknown")),
                        batcher.submit(new Work<>("x", 1, 1, 0, "high")));

        // When
        permits.release(4);
        for (Ticket<String> ticket : all) {
            ticket.await();
        }

        // Then
        assertThat(batches)
                .containsExactly(
                        List.of("first"), List.of("high"), List.of("low"), List.of("unknown"));
    }

    @Test
    void aFullQueueRefuses() throws Exception {
        // Given
        batcher(BatchSettings.builder(1, 1).queue(QueuePolicy.reject(1, Duration.ZERO)).build());
        occupy();
        batcher.submit(Work.of("x", 1, "waits"));

        // When
        WorkRefused refused =
                catchThrowableOfType(
                        WorkRefused.class, () -> batcher.submit(Work.of("x", 1, "too many")));

        // Then
        assertThat(refused.reason()).isEqualTo(Reason.QUEUE_FULL);
        assertThat(refused).hasMessage("Exceeds maximum queue size");
    }

    @Test
    void aRequestWhoseTimePassesInTheQueueIsNotRun() throws Exception {
        // Given
        batcher(BatchSettings.of(1, 1));
        Ticket<String> first = occupy();
        Ticket<String> hasty =
                batcher.submit(new Work<>("x", 1, 0, Duration.ofMillis(5).toNanos(), "hasty"));

        // When
        WorkRefused refused = catchThrowableOfType(WorkRefused.class, hasty::await);
        permits.release(5);
        first.await();

        // Then
        assertThat(refused.reason()).isEqualTo(Reason.EXPIRED);
        assertThat(batches).doesNotContain(List.of("hasty"));
        assertThat(batcher.pending()).isZero();
    }

    @Test
    void aCancelledRequestLeavesTheQueue() throws Exception {
        // Given
        batcher(BatchSettings.of(1, 1));
        Ticket<String> first = occupy();
        Ticket<String> second = batcher.submit(Work.of("x", 1, "second"));

        // When
        boolean left = second.cancel();
        boolean running = first.cancel();
        permits.release(2);
        first.await();

        // Then
        assertThat(left).isTrue();
        assertThat(running).isFalse();
        assertThatExceptionOfType(WorkRefused.class).isThrownBy(second::await);
        assertThat(batches).containsExactly(List.of("first"));
    }

    @Test
    void oneBadRequestDoesNotSpoilItsNeighbours() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        occupy();
        Ticket<String> good = batcher.submit(Work.of("x", 1, "good"));
        Ticket<String> bad = batcher.submit(Work.of("x", 1, "poison"));

        // When
        permits.release(10);

        // Then
        assertThat(good.await().result()).isEqualTo("good!");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(bad::await);
    }

    @Test
    void equalRequestsShareOneRunWhateverItComesTo() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        occupy();
        Ticket<String> good = batcher.submit(asking("good"));
        Ticket<String> goodToo = batcher.submit(asking("good"));
        Ticket<String> bad = batcher.submit(asking("poison"));
        Ticket<String> badToo = batcher.submit(asking("poison"));

        // When
        permits.release(10);

        // Then
        assertThat(good.await().isRemembered()).isFalse();
        assertThat(goodToo.await()).isEqualTo(Outcome.remembered("good!"));
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(bad::await);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(badToo::await);
        assertThat(batches)
                .containsExactly(
                        List.of("first"),
                        List.of("good", "poison"),
                        List.of("good"),
                        List.of("poison"));
    }

    @Test
    void whoCancelsAloneIsRefused() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        occupy();
        Ticket<String> leaves = batcher.submit(asking("good"));
        Ticket<String> stays = batcher.submit(asking("good"));

        // When
        boolean left = leaves.cancel();
        permits.release(10);

        // Then
        assertThat(left).isTrue();
        assertThat(catchThrowableOfType(WorkRefused.class, leaves::await).reason())
                .isEqualTo(Reason.CANCELLED);
        assertThat(stays.await().result()).isEqualTo("good!");
        assertThat(batches).containsExactly(List.of("first"), List.of("good"));
    }

    @Test
    void whatIsAskedAgainAfterTheAnswerRunsAgain() throws Exception {
        // Given
        batcher(BatchSettings.of(10, 1));
        permits.release(2);
        batcher.submit(asking("good")).await();

        // When
        Outcome<String> again = batcher.submit(asking("good")).await();

        // Then
        assertThat(again.isRemembered()).isFalse();
        assertThat(batches).containsExactly(List.of("good"), List.of("good"));
    }

    /// Equal to other work of the same payload.
    private static Work<String, String> asking(String payload) {
        return new Work<>("x", 1, 0, 0, payload, payload);
    }

    @Test
    void closingRunsWhatIsQueuedAndRefusesWhatComesLater() throws Exception {
        // Given
        batcher(BatchSettings.of(1, 1));
        occupy();
        Ticket<String> queued = batcher.submit(Work.of("x", 1, "queued"));

        // When
        permits.release(2);
        batcher.close();

        // Then
        assertThat(queued.await().result()).isEqualTo("queued!");
        assertThat(
                        catchThrowableOfType(
                                        WorkRefused.class,
                                        () -> batcher.submit(Work.of("x", 1, "late")))
                                .reason())
                .isEqualTo(Reason.CLOSED);
    }

    @Test
    void aDelayLetsALateRequestJoin() throws Exception {
        // Given
        batcher(BatchSettings.builder(2, 1).fixedDelay(Duration.ofSeconds(15)).build());
        permits.release(10);

        // When
        Ticket<String> early = batcher.submit(Work.of("x", 1, "early"));
        Ticket<String> late = batcher.submit(Work.of("x", 1, "late"));

        // Then
        assertThat(early.await().batch().requests()).isEqualTo(2);
        assertThat(late.await().batch().reason()).isEqualTo(ReleaseReason.FULL);
    }

    @Test
    void whoDoesNotWaitIsToldTheAnswerOrWhyThereIsNone() throws Exception {
        // Given
        batcher(BatchSettings.of(1, 1));
        Ticket<String> first = occupy();
        Ticket<String> second = batcher.submit(Work.of("x", 1, "second"));
        List<Object> told = Collections.synchronizedList(new ArrayList<>());
        first.onCompletion(
                (outcome, failure) -> told.add(outcome == null ? "?" : outcome.result()));
        second.onCompletion((outcome, failure) -> told.add(failure == null ? "?" : failure));

        // When
        second.cancel();
        permits.release(1);
        first.await();

        // Then
        await().untilAsserted(() -> assertThat(told).hasSize(2));
        assertThat(told.getFirst()).isInstanceOf(WorkRefused.class);
        assertThat(told.getLast()).isEqualTo("first!");
    }

    @Test
    void answersKeepTheirOrderAcrossFailuresAndCancellations() throws Exception {
        // Given
        batcher(BatchSettings.builder(1, 2).preserveOrdering(true).build());
        List<String> left = Collections.synchronizedList(new ArrayList<>());
        List<Ticket<String>> tickets = new ArrayList<>();
        for (String payload : List.of("a", "b", "poison", "c", "d", "e")) {
            Ticket<String> ticket = batcher.submit(Work.of("x", 1, payload));
            ticket.onCompletion((outcome, failure) -> left.add(payload));
            tickets.add(ticket);
        }

        // When
        boolean cancelled = tickets.get(4).cancel();
        boolean answeredEarly = !left.isEmpty();
        permits.release(10);
        tickets.getLast().await();

        // Then
        assertThat(cancelled).isTrue();
        assertThat(answeredEarly).isFalse();
        await().untilAsserted(
                        () -> assertThat(left).containsExactly("a", "b", "poison", "c", "d", "e"));
    }

    @Test
    void aRequestWhoseTimeHasPassedMayWaitOn() throws Exception {
        // Given
        QueuePolicy patient = QueuePolicy.delay(0, Duration.ofMillis(1));
        batcher(BatchSettings.builder(1, 1).priorities(2).queue(patient).build());
        occupy();
        Ticket<String> late = batcher.submit(new Work<>("x", 1, 1, 0, "late"));
        long submitted = System.nanoTime();
        await().until(() -> System.nanoTime() - submitted > Duration.ofMillis(5).toNanos());
        Ticket<String> last = batcher.submit(new Work<>("x", 1, 2, 0, "lower"));

        // When
        permits.release(10);

        // Then
        assertThat(late.await().result()).isEqualTo("late!");
        assertThat(last.await().result()).isEqualTo("lower!");
        assertThat(batches).containsExactly(List.of("first"), List.of("late"), List.of("lower"));
    }
}
