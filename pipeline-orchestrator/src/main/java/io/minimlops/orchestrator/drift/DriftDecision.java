package io.minimlops.orchestrator.drift;

import java.util.List;

/// Retrain, or why not. Every evaluated window gets one, fired or not, so that a changed policy can
/// be replayed.
///
/// @param reason for people, with the numbers
/// @param columns the columns that alarmed often enough; empty when none did
public record DriftDecision(Verdict verdict, String reason, List<String> columns) {

    public enum Verdict {
        /// Start a run.
        FIRE,
        /// No column alarmed often enough in the last windows.
        QUIET,
        /// The newest window has too few rows to say anything.
        INSUFFICIENT,
        /// Would have fired, but somebody muted the monitor.
        MUTED,
        /// Would have fired, but as many runs as allowed are on their way.
        IN_FLIGHT,
        /// Would have fired, but fired lately.
        COOLDOWN
    }

    public DriftDecision {
        columns = List.copyOf(columns);
    }

    public boolean fired() {
        return verdict == Verdict.FIRE;
    }
}
