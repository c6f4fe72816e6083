package io.minimlops.local.command;

import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.PlatformState.PartState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Processes of a home whose supervisor was killed and could not stop them.
record Leftovers(List<ProcessHandle> processes) {

    private static final int LIMIT_SECONDS = 30;

    static Leftovers of(Home home) {
        Optional<PlatformState> state = home.readState().filter(it -> !it.isAlive());
        return new Leftovers(
                state.stream()
                        .flatMap(it -> it.parts().stream())
                        .map(PartState::process)
                        .flatMap(Stream::ofNullable)
                        .flatMap(it -> it.find().stream())
                        .toList());
    }

    boolean exist() {
        return !processes.isEmpty();
    }

    /// Asks all of them, and kills those that do not listen.
    void stop() {
        processes.forEach(ProcessHandle::destroy);
        processes.forEach(Leftovers::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .exceptionallyCompose(
                        late -> {
                            process.destroyForcibly();
                            return process.onExit();
                        })
                .join();
    }
}
