package io.minimlops.tracker.sweep;

/// What an agent is to do next.
sealed interface Next {
    record Take(Sweep sweep, Trial trial) implements Next {}

    /// None at the moment; one may come back or the sweep may be resumed.
    record Wait() implements Next {}

    /// There will be no other.
    record Done() implements Next {}
}
