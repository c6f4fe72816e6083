package io.minimlops.gateway.graph;

/// What a step takes and gives cannot be told now.
public final class StepAway extends RuntimeException {

    private final RuntimeException reason;

    public StepAway(RuntimeException reason) {
        super(reason.getMessage(), reason, false, false);
        this.reason = reason;
    }

    /// What to tell who needs that step.
    public RuntimeException reason() {
        return reason;
    }
}
