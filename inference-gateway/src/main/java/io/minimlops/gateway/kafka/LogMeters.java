package io.minimlops.gateway.kafka;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Counts what a log that never blocks told and what it did not, as `…told` and `…dropped`.
public final class LogMeters {

    /// Why something was not told.
    public enum Cause {
        /// There was no room in the buffer.
        FULL("full"),
        /// It would not have fit into an empty one, or into a record.
        TOO_LARGE("too-large"),
        /// Kafka was away for too long, or refused it.
        KAFKA("kafka"),
        /// A fault of this process; it is in its log.
        ERROR("error");

        private final String word;

        Cause(String word) {
            this.word = word;
        }

        public static Cause of(Exception failure) {
            return failure instanceof RecordTooLargeException ? TOO_LARGE : KAFKA;
        }
    }

    private final Counter told;
    private final Map<Cause, Counter> dropped = new EnumMap<>(Cause.class);

    /// @param prefix of the names
    /// @param things what is counted, as in `Payloads`
    public LogMeters(MeterRegistry metrics, String prefix, String things) {
        told =
                Counter.builder(prefix + ".told")
                        .description(things + " that Kafka has")
                        .register(metrics);
        for (Cause cause : Cause.values()) {
            dropped.put(
                    cause,
                    Counter.builder(prefix + ".dropped")
                            .tag("cause", cause.word)
                            .description(things + " that were to be told and were not")
                            .register(metrics));
        }
    }

    public void told() {
        told.increment();
    }

    public void dropped(Cause cause, int count) {
        requireNonNull(dropped.get(cause)).increment(count);
    }
}
