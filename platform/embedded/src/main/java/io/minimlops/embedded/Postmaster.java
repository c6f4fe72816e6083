package io.minimlops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a data directory's `postmaster.pid` tells: line 1 is the process, line 4 the port.
record Postmaster(ProcessHandle process, int port) {

    private static final int PORT_LINE = 3;

    /// Empty when no server runs on the directory, though the file may be left from one that was
    /// killed.
    static Optional<Postmaster> of(Path data) {
        try {
            Path file = data.resolve("postmaster.pid");
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(Postmaster::isPostgres)
                    .map(it -> new Postmaster(it, port));
        } catch (IOException e) {
            throw new ServerFailed("Cannot read the state of " + data, e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(it -> it.contains("postgres")).orElse(true);
    }
}
