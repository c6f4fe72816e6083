package io.minimlops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// A server's JVM. The child says that it is ready by creating a file, and ends when its parent
/// does.
///
/// @param main class with the `main` method
/// @param heap options that say how large it is
/// @param arguments of the main method
/// @param environment secrets go here, not into the arguments, which every user of the machine can
///     read
record ChildJvm(
        String name,
        Place place,
        Class<?> main,
        List<String> heap,
        List<String> arguments,
        Map<String, String> environment) {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    Optional<ProcessHandle> process() {
        return processFile().read();
    }

    void start() {
        if (process().isPresent()) {
            return;
        }
        try {
            Files.createDirectories(place.directory());
            Files.createDirectories(place.log().toAbsolutePath().getParent());
            Files.deleteIfExists(readyFile());
            ProcessBuilder builder = new ProcessBuilder(command());
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()));
            Process process = builder.start();
            process.getOutputStream().close();
            processFile().write(process.toHandle());
            awaitReady(process);
        } catch (IOException e) {
            throw new ServerFailed("Cannot start " + name, e);
        }
    }

    void stop() {
        process().ifPresent(it -> end(it, it.destroy()));
    }

    void kill() {
        process().ifPresent(it -> end(it, it.destroyForcibly()));
    }

    private void end(ProcessHandle process, boolean asked) {
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new ServerFailed("Cannot stop " + name + (asked ? "" : " (not permitted)"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailed("Interrupted while stopping " + name, e);
        }
    }

    private void awaitReady(Process process) {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!Files.exists(readyFile())) {
            if (!process.isAlive()) {
                throw ServerFailed.withLog(name + " ended while it started:", place.log());
            }
            if (Instant.now().isAfter(limit) || Thread.currentThread().isInterrupted()) {
                kill();
                throw ServerFailed.withLog(name + " did not become ready:", place.log());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xss512k",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + place.directory().resolve("classes.jsa"),
                        "-Xlog:disable",
                        "-Xlog:all=error,cds=off,aot=off:stderr",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.net.preferIPv4Stack=true",
                        "-Dlogback.configurationFile=io/minimlops/embedded/logback.xml"));
        command.addAll(heap);
        command.addAll(List.of("-cp", ServerClasspath.resolve(), main.getName()));
        command.add(readyFile().toString());
        command.add(String.valueOf(ProcessHandle.current().pid()));
        command.addAll(arguments);
        return command;
    }

    private Path readyFile() {
        return place.directory().resolve("ready");
    }

    private ProcessFile processFile() {
        return new ProcessFile(place.directory().resolve("server.pid"));
    }
}
