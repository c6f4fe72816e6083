package io.minimlops.local.home;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the supervisor tells the commands, in `run/state.json`.
///
/// @param failure why the platform did not come up, for a person to read
public record PlatformState(
        Phase phase,
        ProcessIdentity supervisor,
        Instant startedAt,
        int portOffset,
        boolean onlyInfra,
        List<PartState> parts,
        @Nullable String failure) {

    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED,
        FAILED
    }

    public enum PartStatus {
        WAITING,
        STARTING,
        READY,
        RESTARTING,
        STOPPED
    }

    /// @param since    when it took this status
    /// @param readyAfterMillis how long its last start took, 0 until it is ready
    public record PartState(
            String name,
            PartStatus status,
            Instant since,
            int port,
            @Nullable ProcessIdentity process,
            int restarts,
            long readyAfterMillis,
            Path log) {}

    /// Whether the supervisor still runs.
    @JsonIgnore
    public boolean isAlive() {
        return supervisor.find().isPresent();
    }

    @JsonIgnore
    public boolean isRunning() {
        return phase == Phase.RUNNING && isAlive();
    }
}
