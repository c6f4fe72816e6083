package io.minimlops.gateway.scaling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A time of day on some days of the week in which a deployment stays in memory.
///
/// Times are the wall clock's of the zone: where the clock is set back, a window that holds the
/// repeated hour is an hour longer; where it is set forward, times left out count as passed.
///
/// @param days on which it begins; absent: on all
/// @param from the first moment
/// @param to the first moment after; not later than `from` means on the next day, and the same time
///     a whole day
/// @param zone absent: UTC
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeepWarmWindow(
        @Nullable Set<DayOfWeek> days,
        @Nullable LocalTime from,
        @Nullable LocalTime to,
        @Nullable ZoneId zone) {

    public boolean covers(Instant moment) {
        if (from == null || to == null) {
            return false;
        }
        ZonedDateTime local = moment.atZone(zone == null ? ZoneOffset.UTC : zone);
        LocalTime time = local.toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean ended = !time.isBefore(to);
        DayOfWeek today = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return begun && !ended && beginsOn(today);
        }
        return begun && beginsOn(today) || !ended && beginsOn(today.minus(1));
    }

    /// Whether it is time to be warm, given how long before the window loading begins.
    public boolean wantsWarm(Instant now, Duration ahead) {
        return covers(now) || covers(now.plus(ahead));
    }

    private boolean beginsOn(DayOfWeek day) {
        return days == null || days.contains(day);
    }
}
