package io.minimlops.gateway.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How one batcher behaves. Made by [#builder].
///
/// @param maxRows the most rows one batch may have, at least 1
/// @param preferredRows sizes that run best, ascending; a batch that reaches one is released at
///     once, and only a request that has waited for the whole delay makes a batch larger than the
///     largest of them. Empty: `maxRows` alone
/// @param maxDelay how long a request may wait for company while an executor is free; zero: not at
///     all
/// @param adaptiveDelay wait only while waiting pays, see [ReleasePolicy]
/// @param executors how many batches may run at once
/// @param preserveOrdering answers leave in the order in which the requests came
/// @param priorityLevels 1 is served first
/// @param defaultPriority of a request that names none, or one that does not exist
/// @param queue for all priorities but those in `queueByPriority`
public record BatchSettings(
        int maxRows,
        List<Integer> preferredRows,
        Duration maxDelay,
        boolean adaptiveDelay,
        int executors,
        boolean preserveOrdering,
        int priorityLevels,
        int defaultPriority,
        QueuePolicy queue,
        Map<Integer, QueuePolicy> queueByPriority) {

    /// Each level costs every lane a queue.
    static final int MOST_LEVELS = 100;

    public BatchSettings {
        preferredRows = preferredRows.stream().sorted().distinct().toList();
        queueByPriority = Map.copyOf(queueByPriority);
        require(maxRows >= 1, "maxRows is %d, a batch has at least one row", maxRows);
        require(executors >= 1, "executors is %d, there is at least one", executors);
        require(
                priorityLevels >= 1 && priorityLevels <= MOST_LEVELS,
                "priorityLevels is %d, possible are 1 to " + MOST_LEVELS,
                priorityLevels);
        require(
                defaultPriority >= 1 && defaultPriority <= priorityLevels,
                "defaultPriority is %d, it is one of the priorityLevels",
                defaultPriority);
        for (int rows : preferredRows) {
            require(
                    rows >= 1 && rows <= maxRows,
                    "a preferred batch size is %d, possible are 1 to maxRows",
                    rows);
        }
        for (int level : queueByPriority.keySet()) {
            require(
                    level >= 1 && level <= priorityLevels,
                    "there is a queue policy for priority %d, it is one of the priorityLevels",
                    level);
        }
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "maxDelay is %s, it cannot be negative".formatted(maxDelay));
        }
    }

    /// Runs what is there, one priority, no limit to the queue.
    public static BatchSettings of(int maxRows, int executors) {
        return builder(maxRows, executors).build();
    }

    public static Builder builder(int maxRows, int executors) {
        return new Builder(maxRows, executors);
    }

    public QueuePolicy queue(int level) {
        return queueByPriority.getOrDefault(level, queue);
    }

    int level(int priority) {
        return priority < 1 || priority > priorityLevels ? defaultPriority : priority;
    }

    private static void require(boolean holds, String otherwise, int value) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise.formatted(value));
        }
    }

    /// Settings in the making; what is not said is as in [BatchSettings#of].
    public static final class Builder {
        private final int maxRows;
        private final int executors;
        private List<Integer> preferredRows = List.of();
        private Duration maxDelay = Duration.ZERO;
        private boolean adaptiveDelay = true;
        private boolean preserveOrdering;
        private int priorityLevels = 1;
        private int defaultPriority = 1;
        private QueuePolicy queue = QueuePolicy.UNLIMITED;
        private final Map<Integer, QueuePolicy> queueByPriority = new HashMap<>();

        private Builder(int maxRows, int executors) {
            this.maxRows = maxRows;
            this.executors = executors;
        }

        public Builder preferred(Integer... rows) {
            return preferred(Arrays.asList(rows));
        }

        public Builder preferred(List<Integer> rows) {
            preferredRows = rows;
            return this;
        }

        /// The whole delay, whether it pays or not.
        public Builder fixedDelay(Duration delay) {
            return delay(delay, false);
        }

        /// As long as it pays, at most the delay.
        public Builder adaptiveDelay(Duration delay) {
            return delay(delay, true);
        }

        public Builder delay(Duration delay, boolean adaptive) {
            maxDelay = delay;
            adaptiveDelay = adaptive;
            return this;
        }

        public Builder preserveOrdering(boolean preserve) {
            preserveOrdering = preserve;
            return this;
        }

        /// A request that names no priority has the lowest.
        public Builder priorities(int levels) {
            return priorities(levels, levels);
        }

        public Builder priorities(int levels, int byDefault) {
            priorityLevels = levels;
            defaultPriority = byDefault;
            return this;
        }

        public Builder queue(QueuePolicy policy) {
            queue = policy;
            return this;
        }

        /// For one priority, instead of the policy for all.
        public Builder queue(int level, QueuePolicy policy) {
            queueByPriority.put(level, policy);
            return this;
        }

        public BatchSettings build() {
            return new BatchSettings(
                    maxRows,
                    preferredRows,
                    maxDelay,
                    adaptiveDelay,
                    executors,
                    preserveOrdering,
                    priorityLevels,
                    defaultPriority,
                    queue,
                    queueByPriority);
        }
    }
}
