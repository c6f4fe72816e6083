package io.minimlops.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.home.PlatformState.PartStatus;
import io.minimlops.local.part.Component;
import io.minimlops.local.part.ComponentFailed;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {

    @TempDir Path directory;
    private Home home;

    @BeforeEach
    void makeHome() {
        home = Home.at(directory);
        home.create();
    }

    @Test
    void aPartThatIsKilledIsStartedAgainAndTheStateTells() {
        Sleeper sleeper = new Sleeper("sleep", "60");
        Keeper keeper = keeperOf(sleeper);
        keeper.bringUp();
        long first = state().process().pid();
        Thread keeping = Thread.startVirtualThread(keeper::keep);

        sleeper.process().orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(20)).until(() -> state().restarts() == 1);
        await().until(() -> state().status() == PartStatus.READY);
        assertThat(state().process().pid()).isNotEqualTo(first);
        keeper.stop();
        await().until(() -> !keeping.isAlive());
        assertThat(state().status()).isEqualTo(PartStatus.STOPPED);
        assertThat(sleeper.process()).isEmpty();
    }

    @Test
    void aPartThatEndsWhileItStartsFails() {
        Keeper keeper = keeperOf(new Sleeper("false"));

        assertThatThrownBy(keeper::bringUp)
                .isInstanceOf(ComponentFailed.class)
                .hasMessageContaining("s3 ended while it started");
    }

    @Test
    void aPartThatWasToldToStopIsNotLaunched() {
        Sleeper sleeper = new Sleeper("sleep", "60");
        Keeper keeper = keeperOf(sleeper);
        keeper.stop();

        keeper.bringUp();

        assertThat(sleeper.process()).isEmpty();
    }

    private Keeper keeperOf(Component component) {
        Board board = new Board(new Platform(home, 0, directory), List.of(component), false);
        return new Keeper(component, directory.resolve("log"), board);
    }

    private PartState state() {
        return home.readState().orElseThrow().parts().getFirst();
    }

    /// Ready while its process is alive.
    private static final class Sleeper implements Component {

        private final String[] command;
        private Process process;

        Sleeper(String... command) {
            this.command = command;
        }

        @Override
        public Part part() {
            return Part.S3;
        }

        @Override
        public void launch() {
            try {
                process = new ProcessBuilder(command).start();
                if (command.length == 1) {
                    process.onExit().join();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isReady() {
            return process().isPresent();
        }

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.ofNullable(process).map(Process::toHandle).filter(it -> it.isAlive());
        }

        @Override
        public void stop() {
            process().ifPresent(ProcessHandle::destroyForcibly);
            await().until(() -> process().isEmpty());
        }
    }
}
