package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.run.AttemptStopped;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program run to its end, with everything it started; ended when the thread is interrupted.
final class LocalProcess {

    private static final String PID_FILE = "process";
    private static final long GRACE_SECONDS = 5;
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private LocalProcess() {}

    /// @return its exit code
    static int run(
            List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(log.toFile());
        // Secrets of this service live in its environment: the program gets a clean one.
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        Process process = start(builder, directory);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            end(process.toHandle());
            throw new AttemptStopped(e);
        }
    }

    private static Process start(ProcessBuilder builder, Path directory) {
        try {
            Process process = builder.start();
            Files.writeString(
                    directory.resolve(PID_FILE), process.pid() + " " + startOf(process.toHandle()));
            return process;
        } catch (IOException e) {
            throw new StepFailed("the command cannot be started: " + e.getMessage(), e);
        }
    }

    /// Ends the process a dead predecessor started in this directory, if it still runs.
    static void endSurvivor(Path directory) {
        Path file = directory.resolve(PID_FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            String[] written = Files.readString(file).split(" ", 2);
            // The start time tells the process from a later one with the same number.
            ProcessHandle.of(Long.parseLong(written[0]))
                    .filter(process -> startOf(process).equals(written[1]))
                    .ifPresent(LocalProcess::end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void end(ProcessHandle process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroy);
        Thread.interrupted(); // the grace below must be waited for
        boolean gone = awaitExit(process);
        if (!gone || all.stream().anyMatch(ProcessHandle::isAlive)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean awaitExit(ProcessHandle process) {
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }
}
