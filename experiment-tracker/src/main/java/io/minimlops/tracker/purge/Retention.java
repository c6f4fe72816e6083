package io.minimlops.tracker.purge;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import org.jspecify.annotations.Nullable;

/// How long something is kept after nobody wants it any more. ISO 8601: `P30D`, `PT12H`, `P6M`.
///
/// @param deletedRunsAfter from the deletion; absent means forever
/// @param abandonedUploadsAfter from the beginning of an upload in parts; absent means forever
@JsonNaming(LowerCamelCaseStrategy.class)
public record Retention(@Nullable String deletedRunsAfter, @Nullable String abandonedUploadsAfter) {

    public Retention {
        check("deletedRunsAfter", deletedRunsAfter);
        check("abandonedUploadsAfter", abandonedUploadsAfter);
    }

    /// What lies before is not kept.
    static Instant limit(String period, Instant now) {
        return now.atZone(ZoneOffset.UTC).minus(amount(period)).toInstant();
    }

    private static void check(String field, @Nullable String period) {
        if (period == null) {
            return;
        }
        try {
            Instant noon = Instant.EPOCH.plus(Duration.ofNanos(LocalTime.NOON.toNanoOfDay()));
            if (limit(period, noon).toEpochMilli() <= noon.toEpochMilli()) {
                return;
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Said below.
        }
        throw new Refusal.Invalid(
                field + ": a period such as P30D or PT12H is expected, it was '" + period + "'");
    }

    private static TemporalAmount amount(String period) {
        return period.contains("T") ? Duration.parse(period) : Period.parse(period);
    }
}
