package io.minimlops.features.offline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Which times make sense as event times.
public final class EventTime {

    public static final String RULE = "times must be between the years 1 and 9999";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private EventTime() {}

    public static boolean isSane(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    /// ISO 8601 with or without offset (then UTC), with `T` or a space, or a date alone.
    ///
    /// @throws java.time.DateTimeException when it is none of these
    public static Instant parse(String text) {
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replace(' ', 'T') : text;
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d:\\d\\d")
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
