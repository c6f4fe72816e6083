package io.minimlops.gateway.deployment.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minimlops.gateway.batch.QueuePolicy;

/// What becomes of a request whose time passes in the queue.
public enum TimeoutAction {
    /// It is refused, and one that cannot make it is refused as it comes.
    @JsonProperty("reject")
    REJECT(QueuePolicy.TimeoutAction.REJECT),
    /// It waits on, behind all others of its priority.
    @JsonProperty("delay")
    DELAY(QueuePolicy.TimeoutAction.DELAY);

    private final QueuePolicy.TimeoutAction action;

    TimeoutAction(QueuePolicy.TimeoutAction action) {
        this.action = action;
    }

    QueuePolicy.TimeoutAction action() {
        return action;
    }
}
