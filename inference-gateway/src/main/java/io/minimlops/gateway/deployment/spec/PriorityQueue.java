package io.minimlops.gateway.deployment.spec;

import static io.minimlops.gateway.deployment.spec.Batching.or;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.batch.QueuePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the requests of one priority wait; what is absent is as for all.
///
/// @param maxQueued requests that may wait; beyond, 503
/// @param queueTimeout the longest a request may take that names no timeout
/// @param timeoutAction what becomes of a request whose time passes in the queue
/// @param allowTimeoutOverride whether a request may shorten the timeout
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PriorityQueue(
        @Nullable Integer maxQueued,
        @Nullable Duration queueTimeout,
        @Nullable TimeoutAction timeoutAction,
        @Nullable Boolean allowTimeoutOverride) {

    QueuePolicy over(QueuePolicy standard) {
        return new QueuePolicy(
                or(maxQueued, standard.maxQueued()),
                or(queueTimeout, standard.timeout()),
                timeoutAction == null ? standard.action() : timeoutAction.action(),
                or(allowTimeoutOverride, standard.allowTimeoutOverride()));
    }
}
