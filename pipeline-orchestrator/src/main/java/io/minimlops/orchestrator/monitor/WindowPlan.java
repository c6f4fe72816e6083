package io.minimlops.orchestrator.monitor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where windows lie in event time. Pure.
///
/// @param size of a window
/// @param step from one window's end to the next; equal to the size when windows do not overlap
/// @param anchor window ends are whole steps away from it
public record WindowPlan(Duration size, Duration step, Instant anchor) {

    /// A Monday, so that weekly windows are weeks.
    static final Instant MONDAY = Instant.parse("2001-01-01T00:00:00Z");

    /// @param start inclusive
    /// @param end exclusive
    public record Window(Instant start, Instant end) {}

    /// The window to decide on next.
    ///
    /// @param evaluatedThrough end of the last one; null when there was none
    /// @param firstEvent the oldest event known
    Window next(@Nullable Instant evaluatedThrough, Instant firstEvent) {
        Instant end =
                evaluatedThrough == null
                        ? floor(firstEvent).plus(size)
                        : evaluatedThrough.plus(step);
        return new Window(end.minus(size), end);
    }

    /// The earliest window that holds an event.
    Window firstHolding(Instant event) {
        Instant end = floor(event).plus(step);
        return new Window(end.minus(size), end);
    }

    /// The last step boundary that is not after a time.
    private Instant floor(Instant time) {
        long steps = Math.floorDiv(Duration.between(anchor, time).toMillis(), step.toMillis());
        return anchor.plus(step.multipliedBy(steps));
    }
}
