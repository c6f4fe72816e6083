package io.minimlops.local.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process, told from a later one that got the same id by when it started.
public record ProcessIdentity(long pid, Instant startedAt) {

    /// The clock behind the start time may have been set meanwhile.
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    public static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /// The process, if it is alive.
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(
                        it ->
                                Duration.between(of(it).startedAt(), startedAt)
                                                .abs()
                                                .compareTo(TOLERANCE)
                                        < 0);
    }
}
