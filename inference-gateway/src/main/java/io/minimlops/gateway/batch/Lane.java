package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.ReleasePolicy.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// The waiting requests that may share a batch: one queue per priority, each in order of arrival.
/// Guarded by the batcher's lock.
final class Lane<K, P, R> {

    private final List<Deque<Entry<K, P, R>>> levels;
    private int rows;
    private int requests;

    Lane(int priorityLevels) {
        levels =
                IntStream.range(0, priorityLevels)
                        .<Deque<Entry<K, P, R>>>mapToObj(level -> new ArrayDeque<>())
                        .toList();
    }

    void add(Entry<K, P, R> entry) {
        levels.get(entry.level - 1).addLast(entry);
        rows += entry.work.rows();
        requests++;
    }

    void remove(Entry<K, P, R> entry) {
        if (levels.get(entry.level - 1).remove(entry)) {
            forget(entry);
        }
    }

    boolean isEmpty() {
        return requests == 0;
    }

    /// Whether this lane's next request is to be served before the other's.
    boolean isBefore(Lane<K, P, R> other) {
        int byLevel = Integer.compare(firstLevel(), other.firstLevel());
        return byLevel < 0 || (byLevel == 0 && firstArrival() - other.firstArrival() < 0);
    }

    private int firstLevel() {
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                return level + 1;
            }
        }
        return levels.size();
    }

    private long firstArrival() {
        return levels.get(firstLevel() - 1).getFirst().arrivedNanos;
    }

    /// Takes requests in order of priority and arrival until the next one does not fit.
    List<Entry<K, P, R>> take(int maxRows) {
        List<Entry<K, P, R>> taken = new ArrayList<>(Math.min(requests, maxRows));
        int room = maxRows;
        for (Deque<Entry<K, P, R>> level : levels) {
            while (!level.isEmpty()) {
                Entry<K, P, R> next = level.getFirst();
                if (next.work.rows() > room) {
                    return taken;
                }
                room -= next.work.rows();
                taken.add(level.removeFirst());
                forget(next);
                next.state = Entry.State.TAKEN;
            }
        }
        return taken;
    }

    /// Removes and returns what has waited beyond its deadline.
    List<Entry<K, P, R>> takeExpired(long nowNanos) {
        List<Entry<K, P, R>> expired = new ArrayList<>();
        for (Deque<Entry<K, P, R>> level : levels) {
            level.removeIf(
                    entry -> {
                        if (!entry.expired(nowNanos)) {
                            return false;
                        }
                        entry.state = Entry.State.REMOVED;
                        return expired.add(entry);
                    });
        }
        expired.forEach(this::forget);
        return expired;
    }

    Waiting waiting(long nowNanos, double nextInNanos) {
        long oldest = 0;
        long nearest = Long.MAX_VALUE;
        for (Deque<Entry<K, P, R>> level : levels) {
            for (Entry<K, P, R> entry : level) {
                oldest = Math.max(oldest, nowNanos - entry.arrivedNanos);
                if (entry.hasDeadline) {
                    nearest = Math.min(nearest, entry.deadlineNanos - nowNanos);
                }
            }
        }
        return new Waiting(rows, requests, oldest, nearest, nextInNanos);
    }

    private void forget(Entry<K, P, R> entry) {
        rows -= entry.work.rows();
        requests--;
    }
}
