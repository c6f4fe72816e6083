package io.minimlops.local.part;

import io.minimlops.embedded.Directories;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One of the five services: a JVM with its built `quarkus-app`.
final class ServiceComponent implements Component {

    /// Below the directory: emptied before each start.
    static final String TEMPORARY = "tmp";

    /// Long enough to write the archive of loaded classes, which happens after the service proper
    /// has ended.
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final long LARGEST_LOG = 20L * 1024 * 1024;

    private final Part part;
    private final URI ready;
    private final Path directory;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private @Nullable ProcessHandle process;

    ServiceComponent(
            Part part,
            URI ready,
            Path directory,
            Path log,
            List<String> command,
            Map<String, String> environment) {
        this.part = part;
        this.ready = ready;
        this.directory = directory;
        this.log = log;
        this.command = command;
        this.environment = environment;
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public synchronized void launch() {
        try {
            Directories.delete(directory.resolve(TEMPORARY));
            Files.createDirectories(directory.resolve(TEMPORARY));
            turnOverLog();
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process started =
                    builder.directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            started.getOutputStream().close();
            process = started.toHandle();
        } catch (IOException e) {
            throw new ComponentFailed("cannot start " + part.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
            connection.setConnectTimeout((int) PROBE_LIMIT.toMillis());
            connection.setReadTimeout((int) PROBE_LIMIT.toMillis());
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).filter(ProcessHandle::isAlive);
    }

    @Override
    public void stop() {
        process().ifPresent(ServiceComponent::end);
    }

    /// Asks first, and does not ask again after a while.
    static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit()
                    .orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .exceptionallyCompose(
                            late -> {
                                process.destroyForcibly();
                                return process.onExit();
                            })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new ComponentFailed("cannot stop process " + process.pid(), e);
        }
    }

    private void turnOverLog() throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
