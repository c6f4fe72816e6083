package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How requests share batches. The defaults hold for every model.
@ConfigMapping(prefix = "mlops.gateway.batch")
public interface BatchConfig {

    /// Rows; a larger request is refused.
    @WithDefault("1024")
    int maxRows();

    /// Rows of batches that run best: one that reaches such a size is released at once, and only
    /// the delay makes a batch larger than the largest.
    Optional<List<Integer>> preferredRows();

    /// How long a request may wait for company while an executor is free.
    @WithDefault("PT0S")
    Duration maxQueueDelay();

    /// Wait only while the measured cost of a batch and the arrival rate say that waiting pays.
    @WithDefault("true")
    boolean adaptiveDelay();

    /// Requests that may wait per version and priority; beyond, 503. 0: any number.
    @WithDefault("1000")
    int maxQueued();

    /// Priorities 1 (first) to this.
    @WithDefault("2")
    int priorityLevels();

    /// Of a request that names none; absent: the last.
    OptionalInt defaultPriority();

    /// The longest a request may take that names no timeout; zero: forever.
    @WithDefault("PT10S")
    Duration queueTimeout();

    /// `reject` refuses a request whose time has passed in the queue, and one that cannot make it
    /// as it comes; `delay` lets it wait on behind all others of its priority.
    @WithDefault("reject")
    TimeoutAction timeoutAction();

    /// Whether a request may shorten the timeout.
    @WithDefault("true")
    boolean allowTimeoutOverride();

    /// Answers leave in the order of arrival.
    @WithDefault("false")
    boolean preserveOrdering();

    /// What is different for single priorities, by priority.
    Map<Integer, PriorityQueue> queues();

    /// What is absent is as for all priorities.
    interface PriorityQueue {

        OptionalInt maxQueued();

        Optional<Duration> queueTimeout();

        Optional<TimeoutAction> timeoutAction();

        Optional<Boolean> allowTimeoutOverride();
    }
}
