package io.minimlops.features.trainingset;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rule of the point-in-time join, word for word, by looking at every row for every row.
/// Times are microseconds.
record ReferenceJoin(List<Event> events, @Nullable Long ttl, boolean filterByCreated) {

    record Event(
            @Nullable String origin,
            @Nullable Long carrier,
            long time,
            @Nullable Long created,
            @Nullable Double share,
            @Nullable String note) {}

    record Asked(@Nullable String origin, @Nullable Long carrier, long time) {}

    private static final Comparator<Event> LATEST =
            Comparator.comparingLong(Event::time)
                    .thenComparing(Event::created, Comparator.nullsFirst(Long::compare))
                    .thenComparing(
                            event -> finite(event.share()), Comparator.nullsFirst(Double::compare))
                    .thenComparing(Event::note, Comparator.nullsFirst(String::compareTo));

    @Nullable Event pick(Asked asked) {
        return events.stream()
                .filter(event -> event.origin() != null && event.origin().equals(asked.origin()))
                .filter(event -> event.carrier() != null && event.carrier().equals(asked.carrier()))
                .filter(event -> event.time() <= asked.time())
                .filter(event -> ttl == null || event.time() >= asked.time() - ttl)
                .filter(event -> !filterByCreated || isKnown(event, asked))
                .max(LATEST)
                .orElse(null);
    }

    private static boolean isKnown(Event event, Asked asked) {
        return event.created() != null && event.created() <= asked.time();
    }

    static @Nullable Double finite(@Nullable Double value) {
        return value != null && Double.isFinite(value) ? value : null;
    }
}
