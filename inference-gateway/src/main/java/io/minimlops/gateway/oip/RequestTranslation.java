package io.minimlops.gateway.oip;

import io.minimlops.gateway.inference.Nesting;
import io.minimlops.gateway.inference.PredictionRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From the wire's words to ours: the parameters `event_time`, `sticky_key`, `priority` and
/// `timeout` (microseconds).
public final class RequestTranslation {

    private static final int LONGEST_ID = 256;
    private static final long LONGEST_TIMEOUT_MICROS = 3_600_000_000L;

    private RequestTranslation() {}

    public static PredictionRequest of(
            String model, @Nullable String version, InferRequest wire, String correlationId) {
        String id = wire.id() == null || wire.id().isEmpty() ? FreshId.next() : wire.id();
        if (id.length() > LONGEST_ID) {
            throw new BadRequest("id has more than %d characters".formatted(LONGEST_ID));
        }
        Map<String, Object> parameters = wire.parameters();
        return new PredictionRequest(
                model,
                version,
                id,
                stickyKey(parameters.get("sticky_key"), id),
                parameters,
                wire.inputs(),
                wire.outputNames(),
                eventTime(parameters.get("event_time")),
                (int) whole(parameters.get("priority"), "priority", Integer.MAX_VALUE),
                whole(parameters.get("timeout"), "timeout", LONGEST_TIMEOUT_MICROS) * 1_000,
                correlationId,
                Nesting.NONE,
                System.nanoTime());
    }

    private static String stickyKey(@Nullable Object given, String id) {
        return given == null ? id : String.valueOf(given);
    }

    private static @Nullable Instant eventTime(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(String.valueOf(given)).toInstant();
        } catch (DateTimeException e) {
            throw new BadRequest("parameter 'event_time' is no RFC 3339 time: " + given);
        }
    }

    private static long whole(@Nullable Object given, String name, long most) {
        if (given == null) {
            return 0;
        }
        if (given instanceof Long value && value >= 0) {
            return Math.min(value, most);
        }
        throw new BadRequest("parameter '%s' must be a whole number, not negative".formatted(name));
    }
}
