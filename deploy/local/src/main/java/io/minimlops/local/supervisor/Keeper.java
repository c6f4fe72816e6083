package io.minimlops.local.supervisor;

import io.minimlops.local.part.Component;
import io.minimlops.local.part.ComponentFailed;
import io.minimlops.local.part.LogTail;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Keeps one part alive: brings it up, and from then on starts it again whenever it ends unasked.
final class Keeper {

    private static final Logger LOG = System.getLogger(Keeper.class.getName());
    private static final Duration FIRST_START_LIMIT = Duration.ofSeconds(120);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(200);
    private static final int LOG_LINES = 25;

    private final Component component;
    private final Path log;
    private final Board board;
    private volatile boolean stopping;

    Keeper(Component component, Path log, Board board) {
        this.component = component;
        this.log = log;
        this.board = board;
    }

    /// The first start, which may fail.
    ///
    /// @throws ComponentFailed when it ends or is not ready in two minutes
    void bringUp() {
        Life.Starting starting = new Life.Waiting(Instant.now()).start(Instant.now());
        board.change(component.part(), starting);
        launch();
        board.change(component.part(), starting);
        Instant limit = Instant.now().plus(FIRST_START_LIMIT);
        while (!component.isReady()) {
            if (stopping) {
                return;
            }
            if (component.process().isEmpty()) {
                throw failed("ended while it started");
            }
            if (Instant.now().isAfter(limit)) {
                throw failed("was not ready after " + FIRST_START_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(PROBE_PAUSE.toNanos());
        }
        board.change(component.part(), starting.ready(Instant.now()));
    }

    /// Watches until it is told to stop.
    void keep() {
        while (!stopping) {
            switch (board.life(component.part())) {
                case Life.Waiting waiting -> startAs(waiting.start(Instant.now()));
                case Life.Starting starting -> awaitReady(starting);
                case Life.Ready ready -> awaitDeath(ready);
                case Life.Resting resting -> rest(resting);
                case Life.Stopped _ -> {
                    return;
                }
            }
        }
    }

    /// Ends a first start that is under way.
    void giveUp() {
        stopping = true;
    }

    void stop() {
        stopping = true;
        synchronized (this) {
            try {
                component.stop();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "cannot stop " + component.part().label(), e);
            }
        }
        Life life = board.life(component.part());
        board.change(component.part(), life.stop(Instant.now()));
    }

    /// A part that is told to stop is not launched any more.
    private synchronized void launch() {
        if (!stopping) {
            component.launch();
        }
    }

    private void startAs(Life.Starting starting) {
        board.change(component.part(), starting);
        try {
            launch();
            board.change(component.part(), starting);
        } catch (ComponentFailed e) {
            LOG.log(Level.WARNING, "{0} did not start: {1}", component.part(), e.getMessage());
            died(starting.die(Instant.now()));
        }
    }

    private void awaitReady(Life.Starting starting) {
        if (component.process().isEmpty()) {
            died(starting.die(Instant.now()));
        } else if (component.isReady()) {
            board.change(component.part(), starting.ready(Instant.now()));
        } else {
            LockSupport.parkNanos(PROBE_PAUSE.toNanos());
        }
    }

    private void awaitDeath(Life.Ready ready) {
        Optional<ProcessHandle> process = component.process();
        process.ifPresent(it -> it.onExit().join());
        died(ready.die(Instant.now()));
    }

    private void died(Life.Resting resting) {
        if (!stopping) {
            LOG.log(Level.WARNING, "{0} ended; see {1}", component.part(), log);
            board.change(component.part(), resting);
        }
    }

    private void rest(Life.Resting resting) {
        Duration rest = Duration.between(Instant.now(), resting.until());
        if (rest.isPositive()) {
            LockSupport.parkNanos(Math.min(rest.toNanos(), PROBE_PAUSE.toNanos()));
        } else {
            startAs(resting.startAgain(Instant.now()));
        }
    }

    private ComponentFailed failed(String what) {
        return new ComponentFailed(
                "%s %s; the end of %s:%n%s"
                        .formatted(
                                component.part().label(),
                                what,
                                log,
                                String.join("\n", LogTail.essence(log, LOG_LINES))));
    }
}
