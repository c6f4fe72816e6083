package io.minimlops.tracker.loggedmodel;

/// Whether a logged model's files are all there.
public enum ModelStatus {
    PENDING,
    READY,
    UPLOAD_FAILED
}
