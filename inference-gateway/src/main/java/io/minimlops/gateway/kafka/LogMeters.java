package io.minimlops.gateway.payloadlog;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/// Counts what was told and what was not.
final class PayloadMeters {

    /// Why a payload was not told.
    enum Cause {
        FULL("full"),
        TOO_LARGE("too-large"),
        KAFKA("kafka");

        private final String word;

        Cause(String word) {
            this.word = word;
        }
    }

    private final Counter told;
    private final Map<Cause, Counter> dropped = new EnumMap<>(Cause.class);

    PayloadMeters(MeterRegistry metrics, ByteBudget budget) {
        told =
                Counter.builder("mlops.gateway.payload.log.told")
                        .description("Payloads that Kafka has")
                        .register(metrics);
        for (Cause cause : Cause.values()) {
            dropped.put(
                    cause,
                    Counter.builder("mlops.gateway.payload.log.dropped")
                            .tag("cause", cause.word)
                            .description("Payloads that were to be told and were not")
                            .register(metrics));
        }
        metrics.gauge("mlops.gateway.payload.log.buffered.bytes", budget, ByteBudget::held);
    }

    void told() {
        told.increment();
    }

    void dropped(Cause cause) {
        requireNonNull(dropped.get(cause)).increment();
    }
}
