package io.minimlops.local.demo.script;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What is played, in event time (UTC).
///
/// @param hubs origins whose flights take part
/// @param start first departure that is loaded
/// @param replayStart from here on flights go through the gateway; before, they are history
/// @param replayEnd end of the replay, a whole number of windows after its start
/// @param canaryDays days the canary may take at most to be judged
/// @param canaryLabels labels of each arm before it is judged
/// @param minimumAuc what a model must reach when there is no champion to beat
public record DemoPlan(
        String title,
        List<String> hubs,
        Instant start,
        Instant replayStart,
        Instant replayEnd,
        int canaryDays,
        int canaryLabels,
        double minimumAuc) {

    /// The newest labelled flights, on which champion and challenger are compared.
    public static final Duration HOLDOUT = Duration.ofDays(7);

    public static DemoPlan full() {
        return new DemoPlan(
                "six hubs, January loaded, February and March replayed",
                List.of("ATL", "DFW", "EWR", "LGA", "ORD", "SFO"),
                Instant.parse("2001-01-01T00:00:00Z"),
                Instant.parse("2001-02-01T00:00:00Z"),
                Instant.parse("2001-04-01T00:00:00Z"),
                5,
                500,
                0.65);
    }

    public static DemoPlan fast() {
        return new DemoPlan(
                "Newark alone, five weeks loaded, two weeks replayed",
                List.of("EWR"),
                Instant.parse("2001-01-01T00:00:00Z"),
                Instant.parse("2001-02-05T00:00:00Z"),
                Instant.parse("2001-02-19T00:00:00Z"),
                7,
                100,
                0.6);
    }

    public Instant dataEnd() {
        return replayEnd.plus(canaryDays, ChronoUnit.DAYS);
    }

    public long replayDays() {
        return ChronoUnit.DAYS.between(replayStart, replayEnd);
    }
}
