package io.minimlops.local.command;

import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import io.minimlops.local.port.TakenPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with a platform, running or about to run.
public final class PlatformCheck {

    private PlatformCheck() {}

    public static List<String> problems(Home home, int portOffset, Path checkout) {
        List<String> problems = new ArrayList<>();
        Optional<PlatformState> state = home.readState().filter(PlatformState::isAlive);
        state.map(StatusReport::of).ifPresent(it -> unready(it, problems));
        if (state.isEmpty()) {
            Leftovers leftovers = Leftovers.of(home);
            leftovers
                    .processes()
                    .forEach(it -> problems.add("process " + it.pid() + " is left running"));
            if (!leftovers.exist()) {
                TakenPort.among(List.of(Part.values()), portOffset)
                        .forEach(it -> problems.add(it.message()));
            }
        }
        new Platform(home, portOffset, checkout)
                .unbuilt()
                .forEach(it -> problems.add(it.label() + " is not built"));
        return problems;
    }

    public static String summary(Home home) {
        return home.readState().filter(PlatformState::isAlive).isPresent()
                ? "every part is ready"
                : "nothing runs, all ports are free";
    }

    private static void unready(StatusReport report, List<String> problems) {
        report.parts().stream()
                .filter(it -> !it.status().equals("ready"))
                .forEach(
                        it ->
                                problems.add(
                                        "%s is %s %s"
                                                .formatted(it.name(), it.status(), it.unready())));
    }
}
