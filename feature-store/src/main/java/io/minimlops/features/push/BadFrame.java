package io.minimlops.features.push;

/// Rows that do not fit; the message names column and row, or the column that is missing.
public final class BadFrame extends RuntimeException {
    public BadFrame(String message) {
        super(message);
    }
}
