package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.batch.BatchSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a deployment's requests share batches; what is absent is as configured.
///
/// @param maxRows of one batch; a larger request is refused
/// @param maxQueueDelay how long a request may wait for company while an executor is free
/// @param adaptiveDelay wait only while waiting pays
/// @param executors batches that run at once; never more than the cores allow
/// @param maxQueued requests that may wait; beyond, 503
/// @param priorityLevels 1 is served first
/// @param queueTimeout the longest wait of a request that names none
/// @param preserveOrdering answers leave in the order of arrival
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Batching(
        @Nullable Integer maxRows,
        @Nullable Duration maxQueueDelay,
        @Nullable Boolean adaptiveDelay,
        @Nullable Integer executors,
        @Nullable Integer maxQueued,
        @Nullable Integer priorityLevels,
        @Nullable Duration queueTimeout,
        @Nullable Boolean preserveOrdering) {

    /// The standard settings with these wishes in their place.
    ///
    /// @param standard whose `maxRows` is 1 when the model's rows cannot share a batch, which no
    ///     wish changes
    public BatchSettings over(BatchSettings standard, int mostExecutors) {
        return new BatchSettings(
                standard.maxRows() == 1 ? 1 : or(maxRows, standard.maxRows()),
                or(maxQueueDelay, standard.maxDelay()),
                or(adaptiveDelay, standard.adaptiveDelay()),
                Math.min(or(executors, standard.executors()), Math.max(1, mostExecutors)),
                or(maxQueued, standard.maxQueued()),
                or(priorityLevels, standard.priorityLevels()),
                or(queueTimeout, standard.defaultTimeout()),
                or(preserveOrdering, standard.preserveOrdering()));
    }

    private static <T> T or(@Nullable T wished, T standard) {
        return Optional.ofNullable(wished).orElse(standard);
    }
}
