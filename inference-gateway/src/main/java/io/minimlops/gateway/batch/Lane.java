package io.minimlops.gateway.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waiting requests that may share a batch: one queue per priority, each in order of arrival.
/// Guarded by the batcher's lock.
final class Lane<K, P, R> {

    /// By priority less one; absent while nobody used it.
    private final List<@Nullable LevelQueue<K, P, R>> levels;

    private int rows;
    private int requests;
    private long lastArrival;

    Lane(int priorityLevels) {
        levels = new ArrayList<>(priorityLevels);
        for (int i = 0; i < priorityLevels; i++) {
            levels.add(null);
        }
    }

    void add(Entry<K, P, R> entry) {
        LevelQueue<K, P, R> level = levels.get(entry.level - 1);
        if (level == null) {
            level = new LevelQueue<>();
            levels.set(entry.level - 1, level);
        }
        level.add(entry);
        rows += entry.rows();
        requests++;
        lastArrival = entry.arrived;
    }

    boolean remove(Entry<K, P, R> entry) {
        LevelQueue<K, P, R> level = levels.get(entry.level - 1);
        boolean removed = level != null && level.remove(entry);
        if (removed) {
            forget(entry);
        }
        return removed;
    }

    boolean isEmpty() {
        return requests == 0;
    }

    int rows() {
        return rows;
    }

    int requests() {
        return requests;
    }

    long lastArrival() {
        return lastArrival;
    }

    /// Whether this lane's next request is to be served before the other's.
    boolean isBefore(Lane<K, P, R> other) {
        for (int i = 0; i < levels.size(); i++) {
            LevelQueue<K, P, R> mine = levels.get(i);
            LevelQueue<K, P, R> theirs = other.levels.get(i);
            Entry<K, P, R> first = mine == null ? null : mine.peek();
            Entry<K, P, R> theirFirst = theirs == null ? null : theirs.peek();
            if (mine != null && first != null && theirs != null && theirFirst != null) {
                return mine.hasOnTime() == theirs.hasOnTime()
                        ? first.arrived < theirFirst.arrived
                        : mine.hasOnTime();
            }
            if (first != null || theirFirst != null) {
                return first != null;
            }
        }
        return false;
    }

    /// Takes requests in order of priority and arrival until the next one does not fit; the first
    /// always does.
    List<Entry<K, P, R>> take(int most) {
        List<Entry<K, P, R>> taken = new ArrayList<>(Math.min(requests, most));
        int room = most;
        for (LevelQueue<K, P, R> level : levels) {
            Entry<K, P, R> next = level == null ? null : level.peek();
            while (level != null && next != null) {
                if (next.rows() > room && !taken.isEmpty()) {
                    return taken;
                }
                room -= next.rows();
                level.removeFirst();
                forget(next);
                next.state = Entry.State.TAKEN;
                taken.add(next);
                next = level.peek();
            }
        }
        return taken;
    }

    /// The largest of the sizes that the first requests add up to; 0: none.
    int largestOf(BitSet sizes) {
        if (sizes.isEmpty()) {
            return 0;
        }
        int[] sumAndBest = new int[2];
        for (LevelQueue<K, P, R> level : levels) {
            if (level != null) {
                level.forEachRows(
                        next -> {
                            sumAndBest[0] += next;
                            if (sizes.get(sumAndBest[0])) {
                                sumAndBest[1] = sumAndBest[0];
                            }
                            return sumAndBest[0] < sizes.length();
                        });
            }
        }
        return sumAndBest[1];
    }

    long oldestArrival() {
        long oldest = Long.MAX_VALUE;
        for (LevelQueue<K, P, R> level : levels) {
            if (level != null) {
                oldest = Math.min(oldest, level.oldestArrival());
            }
        }
        return oldest;
    }

    long nearestDeadline() {
        long nearest = Entry.NO_DEADLINE;
        for (LevelQueue<K, P, R> level : levels) {
            if (level != null) {
                nearest = Math.min(nearest, level.nearestDeadline());
            }
        }
        return nearest;
    }

    /// See [LevelQueue#expire].
    void expire(long now, long need, BatchSettings settings, List<Entry<K, P, R>> refused) {
        int before = refused.size();
        for (int i = 0; i < levels.size(); i++) {
            LevelQueue<K, P, R> level = levels.get(i);
            if (level != null) {
                level.expire(now, need, settings.queue(i + 1).action(), refused);
            }
        }
        for (int i = before; i < refused.size(); i++) {
            refused.get(i).state = Entry.State.REMOVED;
            forget(refused.get(i));
        }
    }

    private void forget(Entry<K, P, R> entry) {
        rows -= entry.rows();
        requests--;
    }
}
