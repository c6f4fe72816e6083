package io.minimlops.features.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Jobs for tests that need no service around them.
public final class DuckJobs {

    private DuckJobs() {}

    public static DuckJob open(Path folder) {
        try {
            Path own = Files.createTempDirectory(folder, "job");
            return new DuckJob(own, folder, 128 << 20, 2, () -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
