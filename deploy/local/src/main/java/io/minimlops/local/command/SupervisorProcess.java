package io.minimlops.local.command;

import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.ProcessIdentity;
import io.minimlops.local.part.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The supervisor, seen from a command.
final class SupervisorProcess {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(180);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private SupervisorProcess() {}

    /// Starts it in a session of its own, so that it outlives the terminal.
    static Process start(Platform platform, boolean onlyInfra) {
        Home home = platform.home();
        List<String> command = new ArrayList<>();
        command.add(Files.isExecutable(SETSID) ? SETSID.toString() : "nohup");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "-Xmx48m",
                        "-Xss512k",
                        "-Dmlops.root=" + platform.checkout(),
                        "-cp",
                        platform.installedClasspath(),
                        "io.minimlops.local.supervisor.SupervisorMain",
                        "--home=" + home.directory(),
                        "--port-offset=" + platform.portOffset()));
        if (onlyInfra) {
            command.add("--only-infra");
        }
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            home.log("supervisor").toFile()))
                            .start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the supervisor", e);
        }
    }

    /// Asks it to stop everything and waits for it. Returns whether there was one.
    static boolean stop(Home home) {
        Optional<ProcessHandle> running =
                home.readState().map(PlatformState::supervisor).flatMap(ProcessIdentity::find);
        running.ifPresent(SupervisorProcess::end);
        return running.isPresent();
    }

    static void end(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            supervisor.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            supervisor.destroyForcibly();
            supervisor.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot stop the supervisor", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
