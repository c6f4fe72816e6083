package io.minimlops.tracker.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Reads what is new, once for all listeners who are up to date: right after a write in this
/// process, and every now and then for those of others. Rests while nobody listens.
final class Tail implements Runnable {

    private static final Logger LOG = Logger.getLogger(Tail.class);

    /// More than this at once is left to each listener to read in parts.
    private static final int MOST = 20_000;

    /// A read that takes longer had to look through much that is not summarized yet.
    private static final Duration SLOW = Duration.ofMillis(30);

    private static final Duration MOST_OFTEN = Duration.ofSeconds(2);

    private final ChangeLog log;
    private final StreamConfig config;
    private final Consumer<Listener> behind;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running = true;
    private long summarized = System.nanoTime() - MOST_OFTEN.toNanos();

    /// @param behind takes listeners for whom there is too much to read at once
    Tail(ChangeLog log, StreamConfig config, Consumer<Listener> behind) {
        this.log = log;
        this.config = config;
        this.behind = behind;
    }

    void follow(Listener listener) {
        if (listener.isOver() || !listeners.add(listener)) {
            return;
        }
        runs.merge(listener.scope().name(), 1, Integer::sum);
        work.release();
    }

    void forget(Listener listener) {
        if (listeners.remove(listener)) {
            runs.computeIfPresent(
                    listener.scope().name(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Of an experiment's listeners it is not known here which runs they hear of.
    void hint(String runId) {
        if (runs.containsKey(runId) || runs.containsKey(Scope.ANY)) {
            work.release();
        }
    }

    boolean isRunning() {
        return running;
    }

    void stop() {
        running = false;
        work.release();
    }

    @Override
    public void run() {
        try {
            while (running) {
                await();
                readSafely();
                Thread.sleep(config.settle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws InterruptedException {
        if (listeners.isEmpty()) {
            work.acquire();
        } else {
            work.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
        work.drainPermits();
    }

    private void readSafely() throws InterruptedException {
        try {
            read();
        } catch (RuntimeException e) {
            LOG.warnf("live streams pause: %s", e.getMessage());
            Thread.sleep(Duration.ofSeconds(1));
        }
    }

    private void read() {
        listeners.stream().filter(Listener::isOver).forEach(this::forget);
        List<Listener> told = List.copyOf(listeners);
        if (told.isEmpty()) {
            return;
        }
        Position from =
                told.stream()
                        .map(Listener::position)
                        .reduce((a, b) -> b.isBefore(a) ? b : a)
                        .orElseThrow();
        Set<Scope> scopes = Set.copyOf(told.stream().map(Listener::scope).distinct().toList());
        long begin = System.nanoTime();
        Slice slice = log.after(scopes, from, Long.MAX_VALUE, MOST);
        boolean isSlow = System.nanoTime() - begin > SLOW.toNanos();
        if (slice.isCut()) {
            told.forEach(this::forget);
            told.forEach(behind);
            return;
        }
        Map<Scope, List<Change>> changes = slice.by(scopes);
        told.forEach(it -> it.tell(changes.getOrDefault(it.scope(), List.of()), slice));
    }
}
