package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// Whatever the settings and the crowd: nothing is lost, nothing runs twice, no batch is too large
/// or mixed.
class BatcherInvariantsTest {

    record Item(int id, int rows, int lane) {}

    private record Running<P>(BatchRunner<P, Integer> runner, boolean mayRunOnCallers)
            implements BatchRunner<P, Integer> {
        @Override
        public Ran<Integer> run(List<P> payloads) throws Exception {
            return runner.run(payloads);
        }
    }

    private final Map<Integer, Integer> runs = new ConcurrentHashMap<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void everyAcceptedRequestIsAnsweredExactlyOnce(
            @ForAll @IntRange(min = 1, max = 16) int maxRows,
            @ForAll @IntRange(min = 1, max = 20) int preferred,
            @ForAll @IntRange(min = 1, max = 4) int executors,
            @ForAll @IntRange(min = 1, max = 3) int lanes,
            @ForAll @IntRange(min = 0, max = 300) int delayMicros,
            @ForAll boolean adaptive,
            @ForAll boolean inOrder,
            @ForAll boolean callersRun,
            @ForAll @IntRange(min = 1, max = 12) int callers,
            @ForAll @IntRange(min = 0, max = 20) int queueLimit)
            throws Exception {
        // Given
        runs.clear();
        violations.clear();
        BatchSettings settings =
                BatchSettings.builder(maxRows, executors)
                        .preferred(preferred > maxRows ? List.of() : List.of(preferred))
                        .delay(Duration.ofNanos(delayMicros * 1_000L), adaptive)
                        .queue(QueuePolicy.reject(queueLimit, Duration.ofMillis(500)))
                        .priorities(3)
                        .queue(2, QueuePolicy.delay(queueLimit, Duration.ofMillis(1)))
                        .preserveOrdering(inOrder)
                        .build();
        Batcher<Integer, Item, Integer> batcher =
                new Batcher<>(
                        settings,
                        () -> new Running<>(items -> run(items, maxRows), callersRun),
                        Thread.ofPlatform().daemon().factory(),
                        batch -> {});

        // When
        int answered;
        try (batcher;
                ExecutorService crowd = Executors.newFixedThreadPool(callers)) {
            List<Future<Integer>> all =
                    IntStream.range(0, callers)
                            .mapToObj(
                                    c ->
                                            crowd.submit(
                                                    () -> ask(batcher, c * 1_000, maxRows, lanes)))
                            .toList();
            answered = 0;
            for (Future<Integer> each : all) {
                answered += each.get();
            }
        }

        // Then
        assertThat(violations).isEmpty();
        assertThat(runs.values()).allMatch(count -> count == 1);
        assertThat(runs).hasSize(answered);
        assertThat(batcher.pending()).isZero();
    }

    /// Callers that ask alike all the time, some of which go away.
    @Property(tries = 30, shrinking = ShrinkingMode.OFF)
    void equalRequestsNeverRunSideBySide(
            @ForAll @IntRange(min = 1, max = 8) int maxRows,
            @ForAll @IntRange(min = 2, max = 4) int executors,
            @ForAll @IntRange(min = 1, max = 3) int keys,
            @ForAll boolean callersRun,
            @ForAll boolean inOrder)
            throws Exception {
        // Given
        violations.clear();
        Map<Integer, Integer> running = new ConcurrentHashMap<>();
        Batcher<Integer, Integer, Integer> batcher =
                new Batcher<>(
                        BatchSettings.builder(maxRows, executors).preserveOrdering(inOrder).build(),
                        () -> new Running<>(asked -> runAlone(asked, running), callersRun),
                        Thread.ofPlatform().daemon().factory(),
                        batch -> {});

        // When
        try (batcher;
                ExecutorService crowd = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all =
                    IntStream.range(0, 8)
                            .<Future<?>>mapToObj(c -> crowd.submit(() -> askAlike(batcher, keys)))
                            .toList();
            for (Future<?> each : all) {
                each.get();
            }
        }

        // Then
        assertThat(violations).isEmpty();
        assertThat(batcher.pending()).isZero();
    }

    private @Nullable Void askAlike(Batcher<Integer, Integer, Integer> batcher, int keys)
            throws InterruptedException, ExecutionException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < 100; i++) {
            int key = random.nextInt(keys);
            Ticket<Integer> ticket = batcher.submit(new Work<>(0, 1, 0, 0, key, key));
            if (!(random.nextInt(5) == 0 && ticket.cancel()) && ticket.await().result() != key) {
                violations.add("another request's answer for " + key);
            }
        }
        return null;
    }

    private Ran<Integer> runAlone(List<Integer> asked, Map<Integer, Integer> running) {
        for (int key : asked) {
            if (running.put(key, key) != null) {
                violations.add("side by side: " + key);
            }
        }
        Thread.yield();
        asked.forEach(running::remove);
        return new Ran<>(asked, Timing.NONE);
    }

    private int ask(Batcher<Integer, Item, Integer> batcher, int from, int maxRows, int lanes)
            throws InterruptedException, ExecutionException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int answered = 0;
        for (int i = 0; i < 40; i++) {
            Item item = new Item(from + i, random.nextInt(1, maxRows + 1), random.nextInt(lanes));
            try {
                Ticket<Integer> ticket =
                        batcher.submit(
                                new Work<>(item.lane(), item.rows(), random.nextInt(4), 0, item));
                boolean cancelled = random.nextInt(10) == 0 && ticket.cancel();
                if (cancelled) {
                    continue;
                }
                if (ticket.await().result() != item.id()) {
                    violations.add("another request's answer for " + item);
                }
                answered++;
            } catch (WorkRefused e) {
                if (e.reason() == WorkRefused.Reason.TOO_LARGE) {
                    violations.add("refused as too large: " + item);
                }
            }
        }
        return answered;
    }

    private Ran<Integer> run(List<Item> items, int maxRows) {
        int rows = items.stream().mapToInt(Item::rows).sum();
        if (rows > maxRows) {
            violations.add("a batch of " + rows);
        }
        if (items.stream().mapToInt(Item::lane).distinct().count() != 1) {
            violations.add("lanes mixed: " + items);
        }
        items.forEach(item -> runs.merge(item.id(), 1, Integer::sum));
        return new Ran<>(
                items.stream().map(Item::id).toList(), new Timing(0, 1_000 + 100L * rows, 0));
    }
}
