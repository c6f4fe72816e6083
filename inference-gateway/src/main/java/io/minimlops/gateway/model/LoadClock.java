package io.minimlops.gateway.model;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells the phases of one load apart. One phase runs at a time; each may come more than once.
final class LoadClock {

    enum Phase {
        FETCH,
        VERIFY,
        LOAD,
        WARM_UP
    }

    private final LongSupplier nanos;
    private final long[] spent = new long[Phase.values().length];
    private Phase phase = Phase.FETCH;
    private long since;

    /// Begins with [Phase#FETCH].
    LoadClock() {
        this(System::nanoTime);
    }

    LoadClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    void enter(Phase next) {
        long now = nanos.getAsLong();
        spent[phase.ordinal()] += now - since;
        since = now;
        phase = next;
    }

    /// What was spent so far.
    LoadTimes times() {
        enter(phase);
        return new LoadTimes(
                spent(Phase.FETCH), spent(Phase.VERIFY), spent(Phase.LOAD), spent(Phase.WARM_UP));
    }

    private Duration spent(Phase of) {
        return Duration.ofNanos(spent[of.ordinal()]);
    }
}
