package io.minimlops.gateway.batch;

/// How much waits, by priority. Guarded by the batcher's lock.
final class LevelCounts {

    /// By priority less one.
    private final int[] questions;

    private final int[] rows;
    private int all;

    LevelCounts(int levels) {
        questions = new int[levels];
        rows = new int[levels];
    }

    void came(Question<?, ?, ?> question) {
        count(question, 1);
    }

    void left(Question<?, ?, ?> question) {
        count(question, -1);
    }

    private void count(Question<?, ?, ?> question, int sign) {
        all += sign;
        questions[question.level() - 1] += sign;
        rows[question.level() - 1] += sign * question.rows();
    }

    int all() {
        return all;
    }

    int at(int level) {
        return questions[level - 1];
    }

    /// Of this priority and all that are served before it.
    int rowsUpTo(int level) {
        int sum = 0;
        for (int i = 0; i < level; i++) {
            sum += rows[i];
        }
        return sum;
    }
}
