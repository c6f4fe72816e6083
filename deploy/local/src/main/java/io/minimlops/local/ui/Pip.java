package io.minimlops.local.ui;

import io.minimlops.local.command.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Python's package installer, used only to fetch a file.
///
/// @param python the command
record Pip(String python) {

    private static final long MINUTES = 10;

    /// The package of a release, without what it needs.
    ///
    /// @param folder where it is put; empty
    Path download(String requirement, Path folder) {
        Path log = folder.resolve("pip.log");
        int status =
                run(
                        log,
                        List.of(
                                python,
                                "-m",
                                "pip",
                                "--disable-pip-version-check",
                                "download",
                                "--no-deps",
                                "--only-binary=:all:",
                                "--dest",
                                folder.toString(),
                                requirement));
        if (status != 0) {
            throw failed(requirement, read(log));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> failed(requirement, read(log)));
        } catch (IOException e) {
            throw new CommandFailed("Cannot look into " + folder + ": " + e);
        }
    }

    private int run(Path log, List<String> command) {
        try {
            Process pip =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            pip.getOutputStream().close();
            if (!pip.waitFor(MINUTES, TimeUnit.MINUTES)) {
                pip.destroy();
                throw new CommandFailed("pip did not finish within " + MINUTES + " minutes.");
            }
            return pip.exitValue();
        } catch (IOException e) {
            throw missing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("Interrupted.");
        }
    }

    private CommandFailed failed(String requirement, String said) {
        if (said.contains("No module named pip")) {
            return missing();
        }
        return new CommandFailed(
                "pip could not download %s:%n%s%nWithout a way to the package index: download that package elsewhere, then ./mlops ui --wheel FILE"
                        .formatted(requirement, said.strip().indent(2).stripTrailing()));
    }

    private CommandFailed missing() {
        return new CommandFailed(
                """
                The pages come from MLflow's Python package, and '%s -m pip' is not there to fetch it.
                Install it (Debian, Ubuntu: apt-get install python3-pip), or download the package \
                elsewhere and give it: ./mlops ui --wheel FILE"""
                        .formatted(python));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
