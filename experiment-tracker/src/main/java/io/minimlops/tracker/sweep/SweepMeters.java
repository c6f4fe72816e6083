package io.minimlops.tracker.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.tracker.sweep.TrialState.Ended;
import io.minimlops.tracker.sweep.TrialState.Outcome;
import io.minimlops.tracker.sweep.TrialState.Running;
import io.minimlops.tracker.sweep.TrialState.Waiting;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Counts what happens to trials, all of it there from the start.
@Startup
@ApplicationScoped
class SweepMeters {

    private final Counter given;
    private final Counter lost;
    private final Map<Outcome, Counter> ended = new EnumMap<>(Outcome.class);

    SweepMeters(MeterRegistry meters) {
        given =
                Counter.builder("tracker.sweep.trials.given")
                        .description("Trials given to an agent, the ones given again too")
                        .register(meters);
        lost =
                Counter.builder("tracker.sweep.leases.lost")
                        .description("Trials taken away from an agent that fell silent")
                        .register(meters);
        for (Outcome outcome : Outcome.values()) {
            ended.put(
                    outcome,
                    Counter.builder("tracker.sweep.trials.ended")
                            .description("Trials that are over")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    void given() {
        given.increment();
    }

    void moved(TrialState to) {
        switch (to) {
            case Waiting _ -> lost.increment();
            case Ended(Outcome outcome) -> Objects.requireNonNull(ended.get(outcome)).increment();
            case Running _ -> {}
        }
    }
}
