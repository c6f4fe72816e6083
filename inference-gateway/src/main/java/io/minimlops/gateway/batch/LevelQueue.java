package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waiting requests of one lane and one priority, in order of arrival; those whose time has
/// passed and that wait on nevertheless come after all others. Guarded by the batcher's lock.
final class LevelQueue<K, P, R> {

    private static final long EVER = Long.MIN_VALUE / 2;

    private final Deque<Entry<K, P, R>> onTime = new ArrayDeque<>();
    private final Deque<Entry<K, P, R>> late = new ArrayDeque<>();

    /// Not after the nearest deadline of those on time.
    private long nearest = Entry.NO_DEADLINE;

    /// Whether the request with the nearest deadline has left.
    private boolean nearestHasLeft;

    void add(Entry<K, P, R> entry) {
        onTime.addLast(entry);
        nearest = Math.min(nearest, entry.deadline);
    }

    boolean remove(Entry<K, P, R> entry) {
        boolean removed = onTime.remove(entry) || late.remove(entry);
        left(entry);
        return removed;
    }

    boolean isEmpty() {
        return onTime.isEmpty() && late.isEmpty();
    }

    boolean hasOnTime() {
        return !onTime.isEmpty();
    }

    @Nullable Entry<K, P, R> peek() {
        Entry<K, P, R> first = onTime.peekFirst();
        return first == null ? late.peekFirst() : first;
    }

    void removeFirst() {
        Entry<K, P, R> first = onTime.pollFirst();
        if (first == null) {
            late.removeFirst();
        } else {
            left(first);
        }
    }

    /// When the request that came first came; [Long#MAX_VALUE] when there is none. One that is late
    /// already waits for no company: it counts as older than any.
    long oldestArrival() {
        if (!late.isEmpty()) {
            return EVER;
        }
        return onTime.isEmpty() ? Long.MAX_VALUE : onTime.getFirst().arrived;
    }

    /// In the order in which they run.
    void forEachRows(RowsVisitor visitor) {
        for (Entry<K, P, R> entry : onTime) {
            if (!visitor.visit(entry.rows())) {
                return;
            }
        }
        for (Entry<K, P, R> entry : late) {
            if (!visitor.visit(entry.rows())) {
                return;
            }
        }
    }

    /// Sees requests' rows until it has seen enough.
    interface RowsVisitor {
        boolean visit(int rows);
    }

    /// The nearest deadline of those on time, or [Entry#NO_DEADLINE].
    long nearestDeadline() {
        if (nearestHasLeft) {
            nearest = Entry.NO_DEADLINE;
            for (Entry<K, P, R> entry : onTime) {
                nearest = Math.min(nearest, entry.deadline);
            }
            nearestHasLeft = false;
        }
        return nearest;
    }

    /// Parts with the requests whose time has passed, or, unless they may be late, would pass while
    /// they run.
    ///
    /// @param need nanoseconds without which no request can make it
    /// @param refused takes those that do not wait on
    void expire(long now, long need, TimeoutAction action, List<Entry<K, P, R>> refused) {
        long margin = action == TimeoutAction.REJECT ? need : 0;
        if (nearest > now + margin) {
            return;
        }
        Iterator<Entry<K, P, R>> entries = onTime.iterator();
        while (entries.hasNext()) {
            Entry<K, P, R> entry = entries.next();
            if (entry.deadline <= now + (entry.probe ? 0 : margin)) {
                entries.remove();
                switch (action) {
                    case REJECT -> refused.add(entry);
                    case DELAY -> late.addLast(entry);
                }
            }
        }
        nearestHasLeft = true;
    }

    private void left(Entry<K, P, R> entry) {
        if (onTime.isEmpty()) {
            nearest = Entry.NO_DEADLINE;
            nearestHasLeft = false;
        } else if (entry.deadline == nearest) {
            nearestHasLeft = true;
        }
    }
}
