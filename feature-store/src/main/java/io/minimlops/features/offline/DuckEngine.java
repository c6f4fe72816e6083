package io.minimlops.features.offline;

import io.minimlops.features.FeatureStoreConfig;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// DuckDB in process. Each job has its own database, so that one job's settings, temporary tables
/// and failures are not another's; together they stay within one memory limit.
@ApplicationScoped
public class DuckEngine {

    private static final long MOST_PATIENCE_SECONDS = 120;

    private final Path jobs;
    private final FeatureStoreConfig.Duckdb config;
    private final Path dataDir;
    private final Semaphore permits;

    DuckEngine(FeatureStoreConfig config) {
        this.config = config.duckdb();
        this.dataDir = config.dataDir().toAbsolutePath();
        this.jobs = dataDir.resolve("jobs");
        this.permits = new Semaphore(config.duckdb().jobs(), true);
    }

    /// What a killed process left behind is of no use to anybody.
    void start(@Observes StartupEvent started) {
        Directories.deleteTree(jobs);
    }

    /// Waits for its turn; the caller closes the job.
    public DuckJob open() {
        takeTurn();
        try {
            Path directory = Files.createDirectories(jobs.resolve(UUID.randomUUID().toString()));
            long memory = config.memory().asLongValue() / config.jobs();
            return new DuckJob(directory, dataDir, memory, config.threads(), permits::release);
        } catch (IOException e) {
            permits.release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private void takeTurn() {
        try {
            if (permits.tryAcquire(MOST_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                new Problem.Unavailable(
                        "offline-engine", "too many offline jobs are running; try again later"));
    }
}
