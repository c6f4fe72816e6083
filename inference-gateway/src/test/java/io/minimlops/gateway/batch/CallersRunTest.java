package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers run batches that take no time worth mentioning.
@Timeout(20)
class CallersRunTest {

    private static final String HELD = "held";

    private final Semaphore running = new Semaphore(0);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean closed;

    /// Answers with the name of the thread that runs it.
    private final class Telling implements BatchRunner<String, String> {

        private final boolean onCallers;

        Telling(boolean onCallers) {
            this.onCallers = onCallers;
        }

        @Override
        public Ran<String> run(List<String> payloads) throws InterruptedException {
            if (payloads.contains(HELD)) {
                running.release();
                letGo.await();
            }
            String name = Thread.currentThread().getName();
            return new Ran<>(payloads.stream().map(each -> name).toList(), Timing.NONE);
        }

        @Override
        public boolean mayRunOnCallers() {
            return onCallers;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Batcher<String, String, String> batcher(boolean onCallers) {
        return batcher(onCallers, 1);
    }

    private Batcher<String, String, String> batcher(boolean onCallers, int executors) {
        return new Batcher<>(
                BatchSettings.of(4, executors),
                () -> new Telling(onCallers),
                Thread.ofPlatform().daemon().name("executor").factory(),
                batch -> {});
    }

    private static String ask(Batcher<String, String, String> batcher, String payload)
            throws Exception {
        return batcher.submit(Work.of("x", 1, payload)).await().result();
    }

    /// Until it is known that a batch is short: the first runs are slow.
    private static void askUntilThisThreadRuns(Batcher<String, String, String> batcher)
            throws Exception {
        String here = Thread.currentThread().getName();
        String ran;
        do {
            ran = ask(batcher, "a");
        } while (!ran.equals(here));
    }

    @Test
    void aShortBatchRunsOnTheThreadThatBringsIt() throws Exception {
        try (Batcher<String, String, String> batcher = batcher(true)) {
            assertThat(ask(batcher, "a")).isEqualTo("executor");

            askUntilThisThreadRuns(batcher);
        }
    }

    @Test
    void aRunnerThatMindsItsThreadKeepsIt() throws Exception {
        try (Batcher<String, String, String> batcher = batcher(false)) {
            for (int i = 0; i < 100; i++) {
                assertThat(ask(batcher, "a")).isEqualTo("executor");
            }
        }
    }

    @Test
    void whatComesWhileACallerRunsIsAnsweredTogether() throws Exception {
        try (Batcher<String, String, String> batcher = batcher(true);
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            Future<String> held = heldBy(caller, batcher);
            Ticket<String> first = batcher.submit(Work.of("x", 1, "a"));
            Ticket<String> second = batcher.submit(Work.of("x", 1, "b"));

            letGo.countDown();

            assertThat(held.get()).isNotEqualTo("executor");
            assertThat(first.await().batch().requests()).isEqualTo(2);
            assertThat(second.await().batch()).isSameAs(first.await().batch());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void closingWaitsForACallerThatRuns(int queued) throws Exception {
        Batcher<String, String, String> batcher = batcher(true);
        try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
            Future<String> held = heldBy(caller, batcher);
            List<Ticket<String>> waiting =
                    IntStream.range(0, queued)
                            .mapToObj(i -> batcher.submit(Work.of("x", 1, "a")))
                            .toList();
            Thread closing = Thread.ofPlatform().start(batcher::close);
            await().until(() -> closing.getState() == Thread.State.WAITING);
            assertThat(closed).isFalse();

            letGo.countDown();

            closing.join();
            assertThat(closed).isTrue();
            assertThat(held.get()).isNotEqualTo("executor");
            for (Ticket<String> each : waiting) {
                assertThat(each.await().result()).isNotBlank();
            }
        }
    }

    /// One executor and one caller run; the other executor has nothing to run on.
    @Test
    void closingEndsWhoFoundNoSeat() throws Exception {
        Batcher<String, String, String> batcher = batcher(true, 2);
        try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
            Ticket<String> first = batcher.submit(Work.of("x", 1, HELD));
            running.acquire();
            Future<String> held = heldBy(caller, batcher);
            Ticket<String> queued = batcher.submit(Work.of("x", 1, "a"));
            Thread closing = Thread.ofPlatform().start(batcher::close);
            await().until(() -> closing.getState() == Thread.State.WAITING);

            letGo.countDown();

            closing.join();
            assertThat(first.await().result()).isEqualTo("executor");
            assertThat(held.get()).isNotEqualTo("executor");
            assertThat(queued.await().result()).isNotBlank();
        }
    }

    /// A caller that runs its own request until it is let go.
    private Future<String> heldBy(ExecutorService caller, Batcher<String, String, String> batcher)
            throws Exception {
        Future<String> held =
                caller.submit(
                        () -> {
                            askUntilThisThreadRuns(batcher);
                            return ask(batcher, HELD);
                        });
        running.acquire();
        return held;
    }
}
