package io.minimlops.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The flights travel inside the launcher's jar; DuckDB wants a file.
final class FlightsFile {

    private static final String NAME = "us_flights_2001h1_6hubs.parquet";

    private FlightsFile() {}

    static Path extractTo(Path folder) {
        Path file = folder.resolve(NAME);
        try (InputStream in = FlightsFile.class.getResourceAsStream("/demo/data/" + NAME)) {
            if (in == null) {
                throw new IllegalStateException(NAME + " is missing from the launcher's jar");
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
