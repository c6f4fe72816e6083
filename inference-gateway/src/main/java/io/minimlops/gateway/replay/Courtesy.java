package io.minimlops.gateway.replay;

import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.VersionState;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Keeps a replay behind online requests: while any of them waits for an executor it does nothing,
/// and while some are being answered it rests as long as it worked.
final class Courtesy {

    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(2);

    private final VersionShelf shelf;
    private long answered;

    Courtesy(VersionShelf shelf) {
        this.shelf = shelf;
        this.answered = answered();
    }

    /// @param workedNanos since the last call
    void giveWay(long workedNanos) throws InterruptedException {
        long now = answered();
        if (now != answered) {
            answered = now;
            rest(workedNanos);
        }
        while (somebodyWaits()) {
            rest(LOOK_AGAIN);
        }
    }

    private static void rest(long nanos) throws InterruptedException {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private boolean somebodyWaits() {
        return shelf.states().values().stream()
                .anyMatch(
                        state ->
                                state instanceof VersionState.Ready(var version)
                                        && version.pending() > 0);
    }

    private long answered() {
        return shelf.stats().values().stream().mapToLong(ServingStats::executions).sum();
    }
}
