package io.minimlops.tracker.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets concurrent callers share one commit. Whoever comes first commits what is waiting; whoever
/// comes meanwhile waits, and is committed together by the next. Nobody waits for company: a lone
/// caller commits at once. A call returns only after the commit that holds it.
final class GroupCommit<T> {

    private final Queue<Entry<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock committing = new ReentrantLock();
    private final int most;
    private final Consumer<List<Entry<T>>> commit;

    /// @param most entries of one commit
    /// @param commit commits the entries; may refuse single ones, and throws when none was
    ///     committed
    GroupCommit(int most, Consumer<List<Entry<T>>> commit) {
        this.most = most;
        this.commit = commit;
    }

    /// @throws RuntimeException why this item was not committed
    void add(T item) {
        Entry<T> entry = new Entry<>(item);
        waiting.add(entry);
        committing.lock();
        try {
            while (!entry.decided) {
                commit(next());
            }
        } finally {
            committing.unlock();
        }
        entry.rethrow();
    }

    private void commit(List<Entry<T>> group) {
        try {
            commit.accept(group);
        } catch (RuntimeException e) {
            group.forEach(entry -> entry.refuse(e));
        }
        group.forEach(entry -> entry.decided = true);
    }

    private List<Entry<T>> next() {
        List<Entry<T>> group = new ArrayList<>();
        for (Entry<T> entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            group.add(entry);
            if (group.size() == most) {
                break;
            }
        }
        return group;
    }

    /// An item on its way. Guarded by the lock.
    static final class Entry<T> {
        private final T item;
        private boolean decided;
        private @Nullable RuntimeException refusal;

        private Entry(T item) {
            this.item = item;
        }

        T item() {
            return item;
        }

        void refuse(RuntimeException why) {
            refusal = why;
        }

        private void rethrow() {
            if (refusal != null) {
                throw refusal;
            }
        }
    }
}
