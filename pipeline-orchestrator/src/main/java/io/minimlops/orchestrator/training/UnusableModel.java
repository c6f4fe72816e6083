package io.minimlops.orchestrator.training;

/// A model's file is damaged, or of a kind that cannot be converted or scored here. Trying again
/// will not help.
public final class UnusableModel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableModel(String message) {
        super(message);
    }

    public UnusableModel(String message, Throwable cause) {
        super(message, cause);
    }
}
