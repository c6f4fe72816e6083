package io.minimlops.gateway.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waiting questions of one lane and one priority, in order of arrival; those whose time has
/// passed and that wait on nevertheless come after all others. Guarded by the batcher's lock.
final class LevelQueue<K, P, R> {

    private static final long EVER = Long.MIN_VALUE / 2;

    private final Deque<Question<K, P, R>> onTime = new ArrayDeque<>();
    private final Deque<Question<K, P, R>> late = new ArrayDeque<>();

    /// Not after the nearest deadline of those on time.
    private long nearest = Entry.NO_DEADLINE;

    /// Whether the question with the nearest deadline has left.
    private boolean nearestHasLeft;

    void add(Question<K, P, R> question) {
        insert(question.isLate() ? late : onTime, question);
        hurry(question);
    }

    /// Most come last; one that stood elsewhere before may have come earlier.
    private void insert(Deque<Question<K, P, R>> queue, Question<K, P, R> question) {
        if (queue.isEmpty() || queue.getLast().arrived() <= question.arrived()) {
            queue.addLast(question);
            return;
        }
        Deque<Question<K, P, R>> later = new ArrayDeque<>();
        while (!queue.isEmpty() && queue.getLast().arrived() > question.arrived()) {
            later.push(queue.removeLast());
        }
        queue.addLast(question);
        queue.addAll(later);
    }

    /// Its deadline is nearer than before.
    void hurry(Question<K, P, R> question) {
        nearest = Math.min(nearest, question.deadline());
    }

    boolean remove(Question<K, P, R> question) {
        boolean removed = onTime.remove(question) || late.remove(question);
        left(question);
        return removed;
    }

    boolean isEmpty() {
        return onTime.isEmpty() && late.isEmpty();
    }

    boolean hasOnTime() {
        return !onTime.isEmpty();
    }

    @Nullable Question<K, P, R> peek() {
        Question<K, P, R> first = onTime.peekFirst();
        return first == null ? late.peekFirst() : first;
    }

    void removeFirst() {
        Question<K, P, R> first = onTime.pollFirst();
        if (first == null) {
            late.removeFirst();
        } else {
            left(first);
        }
    }

    /// When the one that came first came; [Long#MAX_VALUE] when there is none. One that is late
    /// already waits for no company: it counts as older than any.
    long oldestArrival() {
        if (!late.isEmpty()) {
            return EVER;
        }
        return onTime.isEmpty() ? Long.MAX_VALUE : onTime.getFirst().arrived();
    }

    /// In the order in which they run.
    void forEachRows(RowsVisitor visitor) {
        for (Question<K, P, R> question : onTime) {
            if (!visitor.visit(question.rows())) {
                return;
            }
        }
        for (Question<K, P, R> question : late) {
            if (!visitor.visit(question.rows())) {
                return;
            }
        }
    }

    /// Sees questions' rows until it has seen enough.
    interface RowsVisitor {
        boolean visit(int rows);
    }

    /// The nearest deadline of those on time, or [Entry#NO_DEADLINE].
    long nearestDeadline() {
        if (nearestHasLeft) {
            nearest = Entry.NO_DEADLINE;
            for (Question<K, P, R> question : onTime) {
                nearest = Math.min(nearest, question.deadline());
            }
            nearestHasLeft = false;
        }
        return nearest;
    }

    /// Parts with those whose deadline comes no later than that.
    void takeDue(long until, List<Question<K, P, R>> due) {
        if (nearest > until) {
            return;
        }
        Iterator<Question<K, P, R>> questions = onTime.iterator();
        while (questions.hasNext()) {
            Question<K, P, R> question = questions.next();
            if (question.deadline() <= until) {
                questions.remove();
                due.add(question);
            }
        }
        nearestHasLeft = true;
    }

    private void left(Question<K, P, R> question) {
        if (onTime.isEmpty()) {
            nearest = Entry.NO_DEADLINE;
            nearestHasLeft = false;
        } else if (question.deadline() == nearest) {
            nearestHasLeft = true;
        }
    }
}
