package io.minimlops.orchestrator.casefile;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that belongs to a case's story.
///
/// @param eventTime when it was true in the data's time, which in a replay is not the clock's
/// @param token the same happening told twice has the same token
public record Entry(
        Instant at,
        @Nullable Instant eventTime,
        EntryKind kind,
        String title,
        Map<String, ?> details,
        String token) {

    public static Entry now(EntryKind kind, String title, Map<String, ?> details, String token) {
        return new Entry(Instant.now(), null, kind, title, details, token);
    }

    public Entry inEventTime(Instant time) {
        return new Entry(at, time, kind, title, details, token);
    }
}
