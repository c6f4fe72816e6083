package io.minimlops.bench.stand;

import io.minimlops.local.part.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A server that is no part of the platform.
public final class Guest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LINES = 25;

    private final String name;
    private final ProcessHandle process;
    private final Path log;

    private Guest(String name, ProcessHandle process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static Guest launch(String name, List<String> command, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        return new Guest(name, builder.start().toHandle(), log);
    }

    public String name() {
        return name;
    }

    public ProcessHandle process() {
        return process;
    }

    /// The end of what it wrote.
    public String lastWords() {
        return String.join("\n", LogTail.essence(log, LINES));
    }

    /// Asks it to end, and ends it with all its children when it does not.
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It is ended below.
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
