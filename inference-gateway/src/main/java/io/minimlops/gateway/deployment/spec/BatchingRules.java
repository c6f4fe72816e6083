package io.minimlops.gateway.deployment.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What wishes for batches and queues must keep to.
final class BatchingRules {

    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_QUEUED = 10_000_000;
    private static final int MOST_LEVELS = 100;

    private BatchingRules() {}

    static void check(Batching batching, Violations found) {
        found.within(".maxRows", batching.maxRows(), 1, MOST_ROWS);
        found.within(".executors", batching.executors(), 1, 1_024);
        found.within(".maxQueued", batching.maxQueued(), 0, MOST_QUEUED);
        found.within(".priorityLevels", batching.priorityLevels(), 1, MOST_LEVELS);
        lasts(".maxQueueDelay", batching.maxQueueDelay(), found);
        lasts(".queueTimeout", batching.queueTimeout(), found);
        int mostRows = Batching.or(batching.maxRows(), MOST_ROWS);
        for (Integer rows : Batching.or(batching.preferredRows(), List.<Integer>of())) {
            if (rows == null || rows < 1 || rows > mostRows) {
                found.say(".preferredRows", "must be sizes from 1 to " + mostRows);
            }
        }
        int levels = Batching.or(batching.priorityLevels(), MOST_LEVELS);
        found.within(".defaultPriority", batching.defaultPriority(), 1, levels);
        Batching.or(batching.queues(), Map.<Integer, PriorityQueue>of())
                .forEach(
                        (level, queue) ->
                                queue(level, levels, queue, found.at(".queues." + level)));
    }

    private static void queue(
            Integer level, int levels, @Nullable PriorityQueue queue, Violations found) {
        if (level < 1 || level > levels || queue == null) {
            found.say("", "must be the queue of a priority from 1 to " + levels);
        } else {
            found.within(".maxQueued", queue.maxQueued(), 0, MOST_QUEUED);
            lasts(".queueTimeout", queue.queueTimeout(), found);
        }
    }

    private static void lasts(String path, @Nullable Duration value, Violations found) {
        found.within(path, value, Duration.ZERO, SpecRules.LONGEST_WAIT);
    }
}
