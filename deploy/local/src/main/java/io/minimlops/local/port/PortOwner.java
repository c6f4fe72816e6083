package io.minimlops.local.port;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The process that listens on a port.
///
/// @param command its command line, shortened
public record PortOwner(long pid, String command) {

    private static final int LONGEST_COMMAND = 100;

    public static Optional<PortOwner> of(int port) {
        return ProcNet.isAvailable() ? ProcNet.listenerOn(port).map(PortOwner::of) : byLsof(port);
    }

    static PortOwner of(long pid) {
        String command =
                ProcessHandle.of(pid)
                        .map(ProcessHandle::info)
                        .flatMap(it -> it.commandLine().or(it::command))
                        .orElse("unknown command");
        return new PortOwner(pid, shorten(command));
    }

    static String shorten(String command) {
        return command.length() <= LONGEST_COMMAND
                ? command
                : command.substring(0, LONGEST_COMMAND - 1) + "…";
    }

    /// `java`, `postgres`, `nginx`.
    String program() {
        Path file = Path.of(command.split(" ")[0]).getFileName();
        return file == null ? command : file.toString();
    }

    private static Optional<PortOwner> byLsof(int port) {
        try {
            Process lsof =
                    new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                            .start();
            String pid =
                    new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            lsof.waitFor(5, TimeUnit.SECONDS);
            return pid.lines().findFirst().map(it -> of(Long.parseLong(it)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "%s (pid %d: %s)".formatted(program(), pid, command);
    }
}
