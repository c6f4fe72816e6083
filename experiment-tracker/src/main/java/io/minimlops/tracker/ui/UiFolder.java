package io.minimlops.tracker.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The files of a user interface. Nothing outside the folder is ever among them.
///
/// @param directory may be a link to where the files really are
record UiFolder(Path directory) {

    static final String INDEX = "index.html";

    /// @param path relative, with `/` between its parts
    Optional<Path> file(String path) {
        try {
            Path root = directory.toRealPath();
            Path file = root.resolve(path).toRealPath();
            return file.startsWith(root) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            // Not there, or no path at all: for the asker it is the same.
            return Optional.empty();
        }
    }
}
