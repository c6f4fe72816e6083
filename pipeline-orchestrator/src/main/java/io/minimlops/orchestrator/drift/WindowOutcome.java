package io.minimlops.orchestrator.drift;

import java.time.Instant;
import java.util.List;

/// What a policy needs to know of a window that was evaluated.
///
/// @param end exclusive, event time
/// @param alarmed names of the columns in `ALARM`
public record WindowOutcome(Instant start, Instant end, DriftStatus status, List<String> alarmed) {

    public WindowOutcome {
        alarmed = List.copyOf(alarmed);
    }

    public static WindowOutcome of(Instant start, Instant end, DriftReport report) {
        return new WindowOutcome(
                start, end, report.status(), report.columnsWith(DriftStatus.ALARM));
    }
}
