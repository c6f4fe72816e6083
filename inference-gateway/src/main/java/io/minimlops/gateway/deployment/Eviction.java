package io.minimlops.gateway.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Makes room in memory: those go to sleep that nobody has asked for the longest.
@ApplicationScoped
class Eviction {

    private static final Logger LOG = Logger.getLogger(Eviction.class);

    private final Fleet fleet;
    private final Activities activities;

    Eviction(Fleet fleet, Activities activities) {
        this.fleet = fleet;
        this.activities = activities;
    }

    /// Before a deployment wakes, if it is cold.
    void makeRoom(String name) {
        sleepWhile(() -> fleet.occupancy().isFull() && fleet.isCold(name), name);
    }

    /// After a deployment woke: of several that wake at once, each may have found the room that was
    /// for one.
    void keepToLimits(String name) {
        sleepWhile(fleet.occupancy()::isExceeded, name);
    }

    private void sleepWhile(BooleanSupplier tooMany, String name) {
        while (tooMany.getAsBoolean()) {
            Optional<String> longestIdle =
                    activities.longestIdle(
                            fleet.occupancy().sleepers().filter(other -> !other.equals(name)));
            if (longestIdle.isEmpty()) {
                return;
            }
            LOG.infof("%s sleeps to make room for %s", longestIdle.get(), name);
            fleet.sleep(longestIdle.get());
        }
    }
}
