package io.minimlops.local.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The release of MLflow whose pages were tried with this tracker.
///
/// @param sha256 of its package
record UiRelease(String version, String sha256) {

    static UiRelease pinned() {
        Properties pinned = new Properties();
        try (InputStream file =
                Objects.requireNonNull(UiRelease.class.getResourceAsStream("/ui.properties"))) {
            pinned.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UiRelease(
                Objects.requireNonNull(pinned.getProperty("mlflow.version")),
                Objects.requireNonNull(pinned.getProperty("mlflow.sha256")));
    }
}
