package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in the queue: one run, and the requests that ask for its answer. Most are asked by
/// one; requests of equal keys ask together. None of them leads: the question has the priority of
/// the most urgent, the place of the one that came first and the nearest deadline, and it is there
/// as long as anybody asks. Guarded by the batcher's lock.
final class Question<K, P, R> {

    /// In order of arrival.
    private final List<Entry<K, P, R>> askers = new ArrayList<>(1);

    /// The first of them, whose payload is run. It stays once the question is taken, so that its
    /// executor may ask for it while others join.
    private Entry<K, P, R> first;

    private int level = Integer.MAX_VALUE;
    private long deadline = Entry.NO_DEADLINE;
    private boolean late = true;
    private boolean taken;

    Question(Entry<K, P, R> first) {
        this.first = first;
        add(first);
    }

    K lane() {
        return first.work.lane();
    }

    int rows() {
        return first.rows();
    }

    P payload() {
        return first.work.payload();
    }

    /// Of the first asker, so that nothing of one who left is held.
    @Nullable Object key() {
        return first.work.key();
    }

    /// When the first of those that ask came, on the batcher's clock.
    long arrived() {
        return first.arrived;
    }

    int level() {
        return level;
    }

    /// The nearest of those that have not passed, or [Entry#NO_DEADLINE].
    long deadline() {
        return deadline;
    }

    /// Whether the time of all that ask has passed, and they wait on nevertheless.
    boolean isLate() {
        return late;
    }

    boolean isTaken() {
        return taken;
    }

    boolean isAsked() {
        return !askers.isEmpty();
    }

    List<Entry<K, P, R>> askers() {
        return askers;
    }

    /// It runs: nobody leaves any more and no time passes, but others may still join.
    void take() {
        taken = true;
    }

    /// Whether it stands elsewhere in the queue once this one asks too.
    boolean isMovedBy(Entry<K, P, R> entry) {
        return late || entry.level < level;
    }

    void add(Entry<K, P, R> entry) {
        entry.question = this;
        askers.add(entry);
        weigh(entry);
    }

    void remove(Entry<K, P, R> entry) {
        askers.remove(entry);
        settle();
    }

    /// Parts with the requests whose time has passed, or, unless they may be late, would pass while
    /// they run.
    ///
    /// @param need nanoseconds without which no request can make it
    /// @param refused takes those that do not wait on
    void expire(long now, long need, BatchSettings settings, List<Entry<K, P, R>> refused) {
        Iterator<Entry<K, P, R>> each = askers.iterator();
        while (each.hasNext()) {
            Entry<K, P, R> entry = each.next();
            TimeoutAction action = settings.queue(entry.level).action();
            boolean exact = entry.probe || action == TimeoutAction.DELAY;
            if (entry.deadline <= now + (exact ? 0 : need)) {
                switch (action) {
                    case REJECT -> {
                        each.remove();
                        refused.add(entry);
                    }
                    case DELAY -> entry.late = true;
                }
            }
        }
        settle();
    }

    private void settle() {
        level = Integer.MAX_VALUE;
        deadline = Entry.NO_DEADLINE;
        late = true;
        askers.forEach(this::weigh);
        first = askers.isEmpty() ? first : askers.getFirst();
    }

    private void weigh(Entry<K, P, R> entry) {
        level = Math.min(level, entry.level);
        if (!entry.late) {
            late = false;
            deadline = Math.min(deadline, entry.deadline);
        }
    }
}
