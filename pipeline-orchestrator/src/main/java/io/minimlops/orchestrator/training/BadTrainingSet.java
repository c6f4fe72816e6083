package io.minimlops.orchestrator.training;

/// The data cannot train a model, and trying again will not help: a column is missing, a label is
/// neither 0 nor 1, all labels are equal.
public final class BadTrainingSet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadTrainingSet(String message) {
        super(message);
    }

    public BadTrainingSet(String message, Throwable cause) {
        super(message, cause);
    }
}
