package io.minimlops.orchestrator.training;

/// XGBoost or ONNX Runtime refused: the message says what was asked of it.
public final class TrainingFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingFailed(String message) {
        super(message);
    }

    public TrainingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
