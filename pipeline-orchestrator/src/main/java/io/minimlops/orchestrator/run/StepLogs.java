package io.minimlops.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where an attempt may put files: `<data dir>/runs/<run>/<step>/<attempt>/`.
@ApplicationScoped
public class StepLogs {

    private static final String LOG = "log.txt";

    private final Path root;

    StepLogs(@ConfigProperty(name = "mlops.orchestrator.data-dir") Path dataDir) {
        this.root = dataDir.toAbsolutePath().resolve("runs");
    }

    public Path directory(UUID run, String step, int attempt) {
        return root.resolve(run.toString()).resolve(step).resolve(String.valueOf(attempt));
    }

    public Path log(UUID run, String step, int attempt) {
        return directory(run, step, attempt).resolve(LOG);
    }

    Optional<Path> newest(UUID run, String step, int attempts) {
        return Optional.of(log(run, step, attempts)).filter(Files::isRegularFile);
    }
}
