package io.minimlops.local.ui;

import io.minimlops.embedded.Directories;
import io.minimlops.local.command.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/// The unpacked releases of one platform, and which of them is shown.
///
/// @param directory one folder per release; `current` is a link to the one that is shown
record UiHome(Path directory) {

    private static final String CURRENT = "current";
    private static final String NEXT = ".next";
    private static final String DOWNLOAD = ".download";

    boolean has(String version) {
        return Files.isRegularFile(directory.resolve(version).resolve("index.html"));
    }

    /// Whole or not at all: a release appears under its name when it is complete.
    void add(String version, Consumer<Path> unpacking) {
        Path next = emptied(NEXT);
        try {
            unpacking.accept(next);
            Directories.delete(directory.resolve(version));
            Files.move(next, directory.resolve(version), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailed("Cannot write below " + directory + ": " + e);
        } finally {
            Directories.delete(next);
        }
    }

    /// From here on the tracker serves this one.
    void show(String version) {
        Path link = directory.resolve(CURRENT + NEXT);
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(version));
            Files.move(link, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UnsupportedOperationException e) {
            throw new CommandFailed("Cannot make the link " + link + ": " + e);
        }
    }

    /// Lends an empty folder.
    void download(Consumer<Path> work) {
        Path folder = emptied(DOWNLOAD);
        try {
            work.accept(folder);
        } finally {
            Directories.delete(folder);
        }
    }

    private Path emptied(String name) {
        Path folder = directory.resolve(name);
        try {
            Directories.delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailed("Cannot write below " + directory + ": " + e);
        }
    }
}
