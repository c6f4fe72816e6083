package io.minimlops.orchestrator.drift;

import io.minimlops.orchestrator.drift.DriftDecision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When drift is worth a retraining: the same column in `ALARM` in `required` of the last `of`
/// windows, the newest among them, unless muted, busy or cooling down. Pure, and in event time
/// throughout.
///
/// @param required windows with an alarm, at least 1
/// @param of consecutive windows looked at, at least `required`
/// @param cooldown event time after a firing during which the monitor does not fire again
/// @param maxInFlight runs that may be on their way at once
/// @param mutedUntil the monitor does not fire for windows that end before this
public record DriftPolicy(
        int required, int of, Duration cooldown, int maxInFlight, @Nullable Instant mutedUntil) {

    public static final DriftPolicy DEFAULTS = new DriftPolicy(2, 3, Duration.ofDays(14), 1, null);

    public DriftPolicy {
        if (required < 1 || of < required || cooldown.isNegative() || maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "a drift policy must keep 1 <= required <= of, cooldown >= 0,"
                            + " maxInFlight >= 1");
        }
    }

    /// @param windows evaluated windows, oldest first, the one to decide on last; earlier ones than
    ///     the last `of` are not looked at
    /// @param lastFired end of the window that fired last; null when none did
    /// @param inFlight runs of this monitor that have not finished
    public DriftDecision decide(
            List<WindowOutcome> windows, @Nullable Instant lastFired, int inFlight) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a decision needs the window it is about");
        }
        WindowOutcome newest = windows.getLast();
        List<WindowOutcome> recent =
                windows.subList(Math.max(0, windows.size() - of), windows.size());
        List<String> columns =
                newest.alarmed().stream().filter(c -> alarms(recent, c) >= required).toList();
        if (columns.isEmpty()) {
            return quiet(newest, recent);
        }
        String drifted = drifted(recent, columns);
        if (mutedUntil != null && newest.end().isBefore(mutedUntil)) {
            return held(Verdict.MUTED, drifted + "; muted until " + mutedUntil, columns);
        }
        if (inFlight >= maxInFlight) {
            return held(Verdict.IN_FLIGHT, drifted + "; runs in flight: " + inFlight, columns);
        }
        if (lastFired != null && newest.end().isBefore(lastFired.plus(cooldown))) {
            return held(
                    Verdict.COOLDOWN,
                    drifted + "; fired at " + lastFired + ", cooling down for " + cooldown,
                    columns);
        }
        return new DriftDecision(Verdict.FIRE, drifted, columns);
    }

    private DriftDecision quiet(WindowOutcome newest, List<WindowOutcome> recent) {
        if (newest.status() == DriftStatus.INSUFFICIENT) {
            return held(Verdict.INSUFFICIENT, "too few rows in the window to judge it", List.of());
        }
        String reason =
                newest.alarmed().isEmpty()
                        ? "no column in alarm"
                        : drifted(recent, newest.alarmed());
        return held(Verdict.QUIET, reason + "; needs " + required + " of " + of, List.of());
    }

    private static DriftDecision held(Verdict verdict, String reason, List<String> columns) {
        return new DriftDecision(verdict, reason, columns);
    }

    private static String drifted(List<WindowOutcome> recent, List<String> columns) {
        return columns.stream()
                .map(
                        c ->
                                "%s in alarm in %d of the last %d windows"
                                        .formatted(c, alarms(recent, c), recent.size()))
                .collect(Collectors.joining(", "));
    }

    private static long alarms(List<WindowOutcome> windows, String column) {
        return windows.stream().filter(w -> w.alarmed().contains(column)).count();
    }
}
