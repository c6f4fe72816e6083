package io.minimlops.tracker.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Lets concurrent callers share one commit. Whoever comes first commits what is waiting; whoever
/// comes meanwhile waits, and is committed together by the next. Nobody waits for company: a lone
/// caller commits at once. A call returns only after the commit that holds it.
final class GroupCommit<T> {

    private final Queue<Entry<T>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean committing = new AtomicBoolean();
    private final int most;
    private final ToIntFunction<T> size;
    private final Consumer<List<Entry<T>>> commit;

    /// @param most a commit that has reached this size takes no further item
    /// @param size of an item
    /// @param commit commits the entries; may refuse single ones, and throws when none was
    ///     committed
    GroupCommit(int most, ToIntFunction<T> size, Consumer<List<Entry<T>>> commit) {
        this.most = most;
        this.size = size;
        this.commit = commit;
    }

    /// @throws RuntimeException why this item was not committed
    void add(T item) {
        Entry<T> entry = new Entry<>(item, Thread.currentThread());
        waiting.add(entry);
        boolean interrupted = false;
        while (!entry.decided) {
            if (!lead(entry)) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        entry.rethrow();
    }

    /// @return false when somebody else is committing
    private boolean lead(Entry<T> own) {
        if (!committing.compareAndSet(false, true)) {
            return false;
        }
        try {
            if (!own.decided) {
                commit(next());
            }
        } finally {
            committing.set(false);
            Entry<T> successor = waiting.peek();
            if (successor != null) {
                LockSupport.unpark(successor.caller);
            }
        }
        return true;
    }

    private void commit(List<Entry<T>> group) {
        try {
            commit.accept(group);
        } catch (RuntimeException e) {
            group.forEach(entry -> entry.refuse(e));
        } catch (Error e) {
            group.forEach(entry -> entry.refuse(new IllegalStateException("not committed", e)));
            throw e;
        } finally {
            group.forEach(Entry::decide);
        }
    }

    private List<Entry<T>> next() {
        List<Entry<T>> group = new ArrayList<>();
        int total = 0;
        while (total < most) {
            Entry<T> entry = waiting.poll();
            if (entry == null) {
                break;
            }
            group.add(entry);
            total += size.applyAsInt(entry.item);
        }
        return group;
    }

    /// An item on its way. Its fate is written by the one who commits and read by the caller after
    /// it is decided.
    static final class Entry<T> {
        private final T item;
        private final Thread caller;
        private @Nullable RuntimeException refusal;
        private volatile boolean decided;

        private Entry(T item, Thread caller) {
            this.item = item;
            this.caller = caller;
        }

        T item() {
            return item;
        }

        void refuse(RuntimeException why) {
            refusal = why;
        }

        private void decide() {
            decided = true;
            LockSupport.unpark(caller);
        }

        private void rethrow() {
            if (refusal != null) {
                throw refusal;
            }
        }
    }
}
