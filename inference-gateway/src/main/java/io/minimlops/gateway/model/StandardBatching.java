package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.QueuePolicy;
import java.time.Duration;
import java.util.List;

/// The configured settings of whoever wishes for none of their own.
final class StandardBatching {

    private StandardBatching() {}

    /// @param batchable whether the model's rows can share a batch
    static BatchSettings of(BatchConfig batching, ModelConfig model, boolean batchable) {
        int maxRows = batchable ? batching.maxRows() : 1;
        int levels = batching.priorityLevels();
        QueuePolicy queue =
                new QueuePolicy(
                        batching.maxQueued(),
                        batching.queueTimeout(),
                        batching.timeoutAction(),
                        batching.allowTimeoutOverride());
        BatchSettings.Builder settings =
                BatchSettings.builder(maxRows, executors(model))
                        .preferred(
                                batching.preferredRows().orElse(List.of()).stream()
                                        .filter(rows -> rows <= maxRows)
                                        .toList())
                        .delay(batching.maxQueueDelay(), batching.adaptiveDelay())
                        .preserveOrdering(batching.preserveOrdering())
                        .priorities(levels, batching.defaultPriority().orElse(levels))
                        .queue(queue);
        batching.queues().forEach((level, own) -> settings.queue(level, policy(own, queue)));
        return settings.build();
    }

    private static QueuePolicy policy(BatchConfig.PriorityQueue own, QueuePolicy otherwise) {
        int maxQueued = own.maxQueued().orElse(otherwise.maxQueued());
        Duration timeout = own.queueTimeout().orElse(otherwise.timeout());
        return new QueuePolicy(
                maxQueued,
                timeout,
                own.timeoutAction().orElse(otherwise.action()),
                own.allowTimeoutOverride().orElse(otherwise.allowTimeoutOverride()));
    }

    private static int executors(ModelConfig model) {
        int cores = Runtime.getRuntime().availableProcessors();
        int wished = model.executors() > 0 ? model.executors() : Math.max(1, cores / 2);
        return Math.min(wished, mostExecutors(model));
    }

    /// As many as there are cores for their threads.
    static int mostExecutors(ModelConfig model) {
        int cores = Runtime.getRuntime().availableProcessors();
        return Math.max(1, cores / Math.max(1, model.threads()));
    }
}
