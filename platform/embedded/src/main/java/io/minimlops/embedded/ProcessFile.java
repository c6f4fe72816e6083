package io.minimlops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The process id of a server, kept beside its data. The start time is kept with it: ids are used
/// again after a restart of the machine, and a stranger must never be taken for the server.
record ProcessFile(Path path) {

    private static final long TOLERANCE_MILLIS = 5000;

    void write(ProcessHandle process) {
        try {
            Files.writeString(path, process.pid() + " " + startOf(process));
        } catch (IOException e) {
            throw new ServerFailed("Cannot write " + path, e);
        }
    }

    Optional<ProcessHandle> read() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(path).strip().split(" ");
            return parts.length == 2
                    ? ProcessHandle.of(Long.parseLong(parts[0]))
                            .filter(ProcessHandle::isAlive)
                            .filter(it -> isAbout(startOf(it), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new ServerFailed("Cannot read " + path, e);
        }
    }

    /// The clock behind the start time may have been set meanwhile.
    private static boolean isAbout(long millis, long other) {
        return Math.abs(millis - other) < TOLERANCE_MILLIS;
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
