package io.minimlops.xgboost;

/// A file is no XGBoost model, is damaged, or uses what ONNX cannot express. Trying again will not
/// help; the message says what to do instead.
public final class UnconvertibleModel extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnconvertibleModel(String message) {
        super(message);
    }

    public UnconvertibleModel(String message, Throwable cause) {
        super(message, cause);
    }
}
