package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.VersionState;
import jakarta.enterprise.context.ApplicationScoped;

/// The traffic of every version on this process's shelf: executors of all of them share the cores.
@ApplicationScoped
public class ShelfTraffic implements OnlineTraffic {

    private final VersionShelf shelf;

    ShelfTraffic(VersionShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public int waiting() {
        int waiting = 0;
        for (VersionState state : shelf.states().values()) {
            waiting += state instanceof VersionState.Ready ready ? ready.version().pending() : 0;
        }
        return waiting;
    }

    @Override
    public long answered() {
        long answered = 0;
        for (ServingStats stats : shelf.stats().values()) {
            answered += stats.success.count() + stats.fail.count();
        }
        return answered;
    }
}
