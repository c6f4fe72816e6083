package io.minimlops.gateway.deployment;

import java.time.Duration;

/// When the start is over, and how soon the registry is asked again. It is over once the
/// deployments that earlier processes left are known and were looked after; or, while nobody can
/// tell them, after some patience with the champions that the registry tells, which is better than
/// no answer at all. Knows no clock: callers say how long ago the start was.
final class Start {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Duration patience;
    private final Duration pollInterval;
    private Duration pause;
    private volatile boolean over;

    /// @param patience with whoever tells the deployments
    /// @param pollInterval of the registry, once the start is over
    Start(Duration patience, Duration pollInterval) {
        this.patience = patience;
        this.pollInterval = pollInterval;
        this.pause = min(FIRST_PAUSE, pollInterval);
    }

    boolean isOver() {
        return over;
    }

    /// The registry was asked, and what is wanted was loaded or found unloadable.
    ///
    /// @param known whether the deployments were, before that
    /// @param answered whether the registry answered
    /// @return until it should be asked again, unless the deployments become known before
    Duration looked(boolean known, boolean answered, Duration sinceStart) {
        over |= known || (answered && sinceStart.compareTo(patience) >= 0);
        if (known) {
            return pollInterval;
        }
        Duration now = pause;
        pause = min(pause.multipliedBy(2), pollInterval);
        return now;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
