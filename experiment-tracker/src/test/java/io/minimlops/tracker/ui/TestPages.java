package io.minimlops.tracker.ui;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A folder for pages, empty at first, beside a file that is none of them.
public final class TestPages implements QuarkusTestResourceLifecycleManager {

    static Path folder = Path.of("");

    @Override
    public Map<String, String> start() {
        try {
            Path outside = Files.createTempDirectory("pages");
            Files.writeString(outside.resolve("secret.txt"), "secret");
            folder = Files.createDirectory(outside.resolve("build"));
            return Map.of("mlops.tracker.ui-dir", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        for (String name : new String[] {"build", "secret.txt", ""}) {
            delete(folder.resolveSibling(name));
        }
    }

    private static void delete(Path path) {
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
