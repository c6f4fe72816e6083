package io.minimlops.local.supervisor;

import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.home.PlatformState.PartStatus;
import io.minimlops.local.home.PlatformState.Phase;
import io.minimlops.local.home.ProcessIdentity;
import io.minimlops.local.part.Component;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the supervisor knows, written to the state file at every change.
final class Board {

    private final Platform platform;
    private final boolean onlyInfra;
    private final Instant startedAt = Instant.now();
    private final ProcessIdentity supervisor = ProcessIdentity.of(ProcessHandle.current());
    private final Map<Part, Life> lives = new EnumMap<>(Part.class);
    private final Map<Part, Component> components = new EnumMap<>(Part.class);
    private Phase phase = Phase.STARTING;
    private @Nullable String failure;

    Board(Platform platform, List<Component> components, boolean onlyInfra) {
        this.platform = platform;
        this.onlyInfra = onlyInfra;
        components.forEach(
                it -> {
                    this.components.put(it.part(), it);
                    lives.put(it.part(), new Life.Waiting(startedAt));
                });
    }

    synchronized void change(Part part, Life life) {
        lives.put(part, life);
        write();
    }

    /// A platform that is being stopped does not become running any more.
    synchronized void enter(Phase next) {
        if (next != Phase.RUNNING || phase == Phase.STARTING) {
            phase = next;
            write();
        }
    }

    synchronized void fail(String message) {
        failure = message;
        enter(Phase.FAILED);
    }

    synchronized Life life(Part part) {
        Life life = lives.get(part);
        if (life == null) {
            throw new IllegalArgumentException(part + " does not belong to this platform");
        }
        return life;
    }

    private void write() {
        platform.home()
                .writeState(
                        new PlatformState(
                                phase,
                                supervisor,
                                startedAt,
                                platform.portOffset(),
                                onlyInfra,
                                components.values().stream().map(this::stateOf).toList(),
                                failure));
    }

    private PartState stateOf(Component component) {
        Part part = component.part();
        Life life = life(part);
        return new PartState(
                part.label(),
                statusOf(life),
                life.since(),
                part.port(platform.portOffset()),
                component.process().map(ProcessIdentity::of).orElse(null),
                life.restarts(),
                life instanceof Life.Ready ready ? ready.took().toMillis() : 0,
                platform.home().log(part.label()));
    }

    private static PartStatus statusOf(Life life) {
        return switch (life) {
            case Life.Waiting _ -> PartStatus.WAITING;
            case Life.Starting _ -> PartStatus.STARTING;
            case Life.Ready _ -> PartStatus.READY;
            case Life.Resting _ -> PartStatus.RESTARTING;
            case Life.Stopped _ -> PartStatus.STOPPED;
        };
    }
}
