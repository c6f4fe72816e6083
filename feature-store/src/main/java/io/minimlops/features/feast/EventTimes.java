package io.minimlops.features.feast;

import io.minimlops.features.feast.FeastRequests.GetOnlineFeatures;
import io.minimlops.features.offline.EventTime;
import io.minimlops.features.online.AsOf;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the times that a request wants ages judged against.
final class EventTimes {

    private EventTimes() {}

    /// @throws FeastError 400 for what is no time, or another number of them than rows
    static AsOf of(GetOnlineFeatures request, int rows) {
        String eventTime = request.eventTime();
        Instant all = eventTime == null ? Instant.now() : time("event_time", eventTime);
        List<@Nullable String> given = request.eventTimes();
        if (given == null) {
            return new AsOf(all, List.of());
        }
        if (given.size() != rows) {
            throw FeastError.badRequest(
                    "event_times has %d values, entities have %d".formatted(given.size(), rows));
        }
        Map<String, Instant> known = new HashMap<>();
        List<Instant> times = new ArrayList<>(rows);
        for (String text : given) {
            times.add(
                    text == null
                            ? all
                            : known.computeIfAbsent(text, some -> time("event_times", some)));
        }
        return new AsOf(all, times);
    }

    private static Instant time(String field, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (EventTime.isSane(time)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw FeastError.badRequest(field + " '" + text + "' is not RFC 3339");
        }
        throw FeastError.badRequest(EventTime.RULE);
    }
}
