package io.minimlops.gateway.deployment;

import io.minimlops.gateway.admission.Gate;
import io.minimlops.gateway.admission.Limits;
import io.minimlops.gateway.scaling.Arrivals;
import io.minimlops.gateway.scaling.ColdStartLog;
import io.minimlops.gateway.scaling.WaitingRoom;
import org.jspecify.annotations.Nullable;

/// What this process has seen of one deployment's requests, and of its waking up.
final class Activity {

    private final Arrivals arrivals = new Arrivals(System.currentTimeMillis());
    private final WaitingRoom room = new WaitingRoom();
    private final ColdStartLog coldStarts = new ColdStartLog();
    private volatile @Nullable Gate gate;
    private volatile long wantedMillis = System.currentTimeMillis();

    Arrivals arrivals() {
        return arrivals;
    }

    WaitingRoom room() {
        return room;
    }

    ColdStartLog coldStarts() {
        return coldStarts;
    }

    /// The gate of these limits; changed limits begin anew.
    Gate gate(Limits limits) {
        Gate present = gate;
        return present != null && present.limits().equals(limits) ? present : newGate(limits);
    }

    private synchronized Gate newGate(Limits limits) {
        Gate present = gate;
        if (present == null || !present.limits().equals(limits)) {
            present = new Gate(limits);
            gate = present;
        }
        return present;
    }

    /// Somebody wants it in memory who is no request: a change to it, or a window.
    void wanted() {
        wantedMillis = System.currentTimeMillis();
    }

    /// Since when nobody has wanted it, epoch milliseconds.
    long idleSinceMillis() {
        return Math.max(arrivals.lastMillis(), wantedMillis);
    }
}
