package io.minimlops.gateway.runtime;

/// The model refused its input or failed while it ran.
public final class ExecutionFailed extends Exception {

    private final boolean inputAtFault;

    public ExecutionFailed(String message, boolean inputAtFault, Throwable cause) {
        super(message, cause);
        this.inputAtFault = inputAtFault;
    }

    /// Whether the runtime blames the input.
    public boolean isInputAtFault() {
        return inputAtFault;
    }
}
