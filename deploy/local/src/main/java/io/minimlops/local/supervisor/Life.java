package io.minimlops.local.supervisor;

import java.time.Duration;
import java.time.Instant;

/// The life of a supervised process. What may happen in a state is a method of it, so nothing else
/// can.
///
/// ```
/// Waiting ─▶ Starting ─▶ Ready ─┐
///               ▲  └─────────┬──┘ dies
///               └─ Resting ◀─┘         anything ─▶ Stopped
/// ```
sealed interface Life {

    /// After this long in peace an earlier death is forgotten.
    Duration PEACE = Duration.ofMinutes(1);

    Duration SHORTEST_REST = Duration.ofSeconds(1);
    Duration LONGEST_REST = Duration.ofSeconds(30);

    Instant since();

    /// How often it was started again since the platform came up.
    int restarts();

    default Stopped stop(Instant now) {
        return new Stopped(now, restarts());
    }

    record Waiting(Instant since) implements Life {

        @Override
        public int restarts() {
            return 0;
        }

        Starting start(Instant now) {
            return new Starting(now, 0, 0);
        }
    }

    /// @param deaths in a row, without peace between them
    record Starting(Instant since, int restarts, int deaths) implements Life {

        Ready ready(Instant now) {
            return new Ready(now, restarts, deaths, Duration.between(since, now));
        }

        Resting die(Instant now) {
            return Resting.after(deaths, now, restarts);
        }
    }

    /// @param took from its start until it was ready
    record Ready(Instant since, int restarts, int deaths, Duration took) implements Life {

        Resting die(Instant now) {
            boolean peaceful = Duration.between(since, now).compareTo(PEACE) >= 0;
            return Resting.after(peaceful ? 0 : deaths, now, restarts);
        }
    }

    /// Dead, to be started again: at once almost, later ever more slowly.
    record Resting(Instant since, Instant until, int restarts, int deaths) implements Life {

        static Resting after(int deaths, Instant now, int restarts) {
            Duration rest = SHORTEST_REST.multipliedBy(1L << Math.min(deaths, 10));
            Duration limited = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
            return new Resting(now, now.plus(limited), restarts, deaths + 1);
        }

        Starting startAgain(Instant now) {
            return new Starting(now, restarts + 1, deaths);
        }
    }

    record Stopped(Instant since, int restarts) implements Life {}
}
