package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.QueuePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a deployment's requests share batches; what is absent is as configured.
///
/// @param maxRows of one batch; a larger request is refused
/// @param preferredRows sizes that run best; a batch that reaches one is released at once
/// @param maxQueueDelay how long a request may wait for company while an executor is free
/// @param adaptiveDelay wait only while waiting pays
/// @param executors batches that run at once; never more than the cores allow
/// @param preserveOrdering answers leave in the order of arrival
/// @param priorityLevels 1 is served first
/// @param defaultPriority of a request that names none; the last when absent
/// @param maxQueued requests of one priority that may wait; beyond, 503
/// @param queueTimeout the longest a request may take that names no timeout
/// @param timeoutAction what becomes of a request whose time passes in the queue
/// @param allowTimeoutOverride whether a request may shorten the timeout
/// @param queues what is different for single priorities, by priority
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Batching(
        @Nullable Integer maxRows,
        @Nullable List<Integer> preferredRows,
        @Nullable Duration maxQueueDelay,
        @Nullable Boolean adaptiveDelay,
        @Nullable Integer executors,
        @Nullable Boolean preserveOrdering,
        @Nullable Integer priorityLevels,
        @Nullable Integer defaultPriority,
        @Nullable Integer maxQueued,
        @Nullable Duration queueTimeout,
        @Nullable TimeoutAction timeoutAction,
        @Nullable Boolean allowTimeoutOverride,
        @Nullable Map<Integer, PriorityQueue> queues) {

    /// The standard settings with these wishes in their place. A wish that the others leave no room
    /// for, such as a preferred size beyond the largest batch, is passed over.
    ///
    /// @param standard whose `maxRows` is 1 when the model's rows cannot share a batch, which no
    ///     wish changes
    public BatchSettings over(BatchSettings standard, int mostExecutors) {
        int rows = standard.maxRows() == 1 ? 1 : or(maxRows, standard.maxRows());
        int levels = or(priorityLevels, standard.priorityLevels());
        int run = Math.min(or(executors, standard.executors()), Math.max(1, mostExecutors));
        QueuePolicy forAll = all().over(standard.queue());
        BatchSettings.Builder settings =
                BatchSettings.builder(rows, run)
                        .preferred(
                                or(preferredRows, standard.preferredRows()).stream()
                                        .filter(size -> size <= rows)
                                        .toList())
                        .delay(
                                or(maxQueueDelay, standard.maxDelay()),
                                or(adaptiveDelay, standard.adaptiveDelay()))
                        .preserveOrdering(or(preserveOrdering, standard.preserveOrdering()))
                        .priorities(levels, defaultPriority(standard, levels))
                        .queue(forAll);
        for (int level = 1; level <= levels; level++) {
            PriorityQueue own = queues == null ? null : queues.get(level);
            QueuePolicy configured = standard.queueByPriority().get(level);
            if (own != null || configured != null) {
                QueuePolicy base = configured == null ? forAll : all().over(configured);
                settings.queue(level, own == null ? base : own.over(base));
            }
        }
        return settings.build();
    }

    private PriorityQueue all() {
        return new PriorityQueue(maxQueued, queueTimeout, timeoutAction, allowTimeoutOverride);
    }

    private int defaultPriority(BatchSettings standard, int levels) {
        boolean last = standard.defaultPriority() == standard.priorityLevels();
        return Math.min(levels, or(defaultPriority, last ? levels : standard.defaultPriority()));
    }

    static <T> T or(@Nullable T wished, T standard) {
        return Optional.ofNullable(wished).orElse(standard);
    }
}
