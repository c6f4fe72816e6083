package io.minimlops.gateway.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The waiting questions that may share a batch: one queue per priority, each in order of arrival.
/// Guarded by the batcher's lock.
final class Lane<K, P, R> {

    /// By priority less one; absent while nobody used it.
    private final List<@Nullable LevelQueue<K, P, R>> levels;

    private int rows;
    private int questions;
    private long lastArrival;

    Lane(int priorityLevels) {
        levels = new ArrayList<>(priorityLevels);
        for (int i = 0; i < priorityLevels; i++) {
            levels.add(null);
        }
    }

    void add(Question<K, P, R> question) {
        level(question).add(question);
        rows += question.rows();
        questions++;
        lastArrival = Math.max(lastArrival, question.arrived());
    }

    void remove(Question<K, P, R> question) {
        if (level(question).remove(question)) {
            forget(question);
        }
    }

    /// See [LevelQueue#hurry].
    void hurry(Question<K, P, R> question) {
        level(question).hurry(question);
    }

    private LevelQueue<K, P, R> level(Question<K, P, R> question) {
        LevelQueue<K, P, R> level = levels.get(question.level() - 1);
        if (level == null) {
            level = new LevelQueue<>();
            levels.set(question.level() - 1, level);
        }
        return level;
    }

    boolean isEmpty() {
        return questions == 0;
    }

    int rows() {
        return rows;
    }

    int questions() {
        return questions;
    }

    long lastArrival() {
        return lastArrival;
    }

    /// Whether this lane's next question is to be served before the other's.
    boolean isBefore(Lane<K, P, R> other) {
        for (int i = 0; i < levels.size(); i++) {
            LevelQueue<K, P, R> mine = levels.get(i);
            LevelQueue<K, P, R> theirs = other.levels.get(i);
            Question<K, P, R> first = mine == null ? null : mine.peek();
            Question<K, P, R> theirFirst = theirs == null ? null : theirs.peek();
            if (mine != null && first != null && theirs != null && theirFirst != null) {
                return mine.hasOnTime() == theirs.hasOnTime()
                        ? first.arrived() < theirFirst.arrived()
                        : mine.hasOnTime();
            }
            if (first != null || theirFirst != null) {
                return first != null;
            }
        }
        return false;
    }

    /// Takes questions in order of priority and arrival until the next one does not fit; the first
    /// always does.
    List<Question<K, P, R>> take(int most) {
        List<Question<K, P, R>> taken = new ArrayList<>(Math.min(questions, most));
        int room = most;
        for (LevelQueue<K, P, R> level : levels) {
            Question<K, P, R> next = level == null ? null : level.peek();
            while (level != null && next != null) {
                if (next.rows() > room && !taken.isEmpty()) {
                    return taken;
                }
                room -= next.rows();
                level.removeFirst();
                forget(next);
                next.take();
                taken.add(next);
                next = level.peek();
            }
        }
        return taken;
    }

    /// The largest of the sizes that the first questions add up to; 0: none.
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

    /// See [LevelQueue#takeDue].
    void takeDue(long until, List<Question<K, P, R>> due) {
        int before = due.size();
        for (LevelQueue<K, P, R> level : levels) {
            if (level != null) {
                level.takeDue(until, due);
            }
        }
        due.subList(before, due.size()).forEach(this::forget);
    }

    private void forget(Question<K, P, R> question) {
        rows -= question.rows();
        questions--;
    }
}
