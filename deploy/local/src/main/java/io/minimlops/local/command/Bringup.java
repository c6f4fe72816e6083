package io.minimlops.local.command;

import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.home.PlatformState.PartStatus;
import io.minimlops.local.home.PlatformState.Phase;
import io.minimlops.local.home.Secrets;
import io.minimlops.local.part.LogTail;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import io.minimlops.local.port.TakenPort;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Brings a platform up and tells how it goes. Either all of it is ready in the end, or nothing
/// of it runs.
public final class Bringup {

    private static final Duration LOOK_PAUSE = Duration.ofMillis(50);

    private final Platform platform;
    private final boolean onlyInfra;
    private final PrintWriter out;
    private final Set<String> told = new HashSet<>();

    public Bringup(Platform platform, boolean onlyInfra, PrintWriter out) {
        this.platform = platform;
        this.onlyInfra = onlyInfra;
        this.out = out;
    }

    /// @throws CommandFailed when it did not come up
    public PlatformState run() {
        Home home = platform.home();
        Leftovers leftovers = Leftovers.of(home);
        if (leftovers.exist()) {
            say("  stopping what a killed platform left running");
            leftovers.stop();
        }
        checkBuilt();
        checkPorts();
        home.create();
        platform.install(onlyInfra ? List.of() : Part.services());
        Secrets secrets = Secrets.of(home);
        secrets.keep(home, platform.addresses());
        return follow(SupervisorProcess.start(platform, onlyInfra));
    }

    private void checkBuilt() {
        List<String> missing = platform.unbuilt().stream().map(Part::label).toList();
        if (!onlyInfra && !missing.isEmpty()) {
            throw new CommandFailed("not built: " + String.join(", ", missing));
        }
    }

    private void checkPorts() {
        List<Part> parts = onlyInfra ? Part.servers() : List.of(Part.values());
        List<TakenPort> taken = TakenPort.among(parts, platform.portOffset());
        if (!taken.isEmpty()) {
            throw new CommandFailed(
                    String.join("\n", taken.stream().map(TakenPort::message).toList())
                            + "\nNothing was started. Free the port, or use --port-offset N.");
        }
    }

    private PlatformState follow(Process supervisor) {
        Thread interrupted =
                new Thread(() -> SupervisorProcess.end(supervisor.toHandle()), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return awaitEnd(supervisor);
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
    }

    private PlatformState awaitEnd(Process supervisor) {
        while (true) {
            boolean alive = supervisor.isAlive();
            Optional<PlatformState> state =
                    platform.home()
                            .readState()
                            .filter(it -> it.supervisor().pid() == supervisor.pid());
            state.ifPresent(this::tell);
            if (state.filter(it -> it.phase() == Phase.RUNNING).isPresent()) {
                return state.get();
            }
            if (!alive) {
                throw new CommandFailed(
                        state.map(PlatformState::failure)
                                .orElseGet(
                                        () ->
                                                "the supervisor ended:\n"
                                                        + String.join("\n", supervisorLog())));
            }
            LockSupport.parkNanos(LOOK_PAUSE.toNanos());
        }
    }

    private List<String> supervisorLog() {
        return LogTail.of(platform.home().log("supervisor"), 20);
    }

    private void tell(PlatformState state) {
        for (PartState part : state.parts()) {
            if (part.status() == PartStatus.READY && told.add(part.name())) {
                say(
                        "  %-22s ready after %.1f s"
                                .formatted(part.name(), part.readyAfterMillis() / 1000.0));
            }
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
