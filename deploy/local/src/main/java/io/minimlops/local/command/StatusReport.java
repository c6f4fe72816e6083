package io.minimlops.local.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.home.PlatformState.PartStatus;
import io.minimlops.local.home.ProcessIdentity;
import io.minimlops.local.memory.ResidentMemory;
import io.minimlops.local.part.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the platform is now: what the supervisor says, and what the services say of themselves.
///
/// @param phase lower case: `running`, `starting`, …, or `stopped` when nothing runs
record StatusReport(String phase, int portOffset, long residentMegabytes, List<PartReport> parts) {

    static final StatusReport NOTHING = new StatusReport("stopped", 0, 0, List.of());

    private static final long MEGABYTE = 1_000_000;

    /// @param status `ready`, `unready` (it runs, but a dependency is away), `restarting`, …
    /// @param unready the names of the health checks that fail
    record PartReport(
            String name,
            String status,
            List<String> unready,
            String address,
            @Nullable Long pid,
            Instant since,
            int restarts,
            long residentMegabytes) {

        static PartReport of(PartState state, int offset) {
            Part part = Part.named(state.name()).orElseThrow();
            Health health =
                    part.isService() && state.status() == PartStatus.READY
                            ? Health.of(part.address(offset))
                            : Health.GOOD;
            return new PartReport(
                    state.name(),
                    health.isUp() ? state.status().name().toLowerCase(Locale.ROOT) : "unready",
                    health.failing(),
                    part.address(offset),
                    state.process() == null ? null : state.process().pid(),
                    state.since(),
                    state.restarts(),
                    memoryOf(state.process()));
        }

        private static long memoryOf(@Nullable ProcessIdentity process) {
            return process == null
                    ? 0
                    : process.find().map(ResidentMemory::ofTree).orElse(0L) / MEGABYTE;
        }
    }

    static StatusReport of(PlatformState state) {
        return new StatusReport(
                state.phase().name().toLowerCase(Locale.ROOT),
                state.portOffset(),
                UpCommand.residentMegabytes(state),
                state.parts().stream().map(it -> PartReport.of(it, state.portOffset())).toList());
    }

    @JsonIgnore
    boolean allReady() {
        return parts.stream().allMatch(it -> it.status().equals("ready"));
    }

    Table table() {
        Table table = new Table("part", "status", "address", "pid", "for", "restarts", "MB");
        for (PartReport part : parts) {
            table.row(
                    part.name(),
                    part.unready().isEmpty()
                            ? part.status()
                            : part.status() + " (" + String.join(", ", part.unready()) + ")",
                    part.address(),
                    part.pid() == null ? "" : part.pid().toString(),
                    inWords(Duration.between(part.since(), Instant.now())),
                    String.valueOf(part.restarts()),
                    String.valueOf(part.residentMegabytes()));
        }
        return table;
    }

    static String inWords(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
