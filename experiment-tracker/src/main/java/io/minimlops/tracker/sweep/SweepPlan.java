package io.minimlops.tracker.sweep;

import io.minimlops.tracker.sweep.search.Goal;
import io.minimlops.tracker.sweep.search.Observation;
import io.minimlops.tracker.sweep.search.Rungs;
import io.minimlops.tracker.sweep.search.Space;
import io.minimlops.tracker.sweep.search.Tpe;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a sweep is to do; fixed when it is created.
///
/// @param metric absent when nothing is compared, as a grid may do
/// @param rungs absent when trials are never stopped early
/// @param trials how many there are at most
/// @param leaseSeconds how long a trial is its agent's without a word from it
/// @param attempts how often a trial is given out before it counts as failed
record SweepPlan(
        Method method,
        @Nullable Objective metric,
        Space space,
        @Nullable Rungs rungs,
        long trials,
        long seed,
        int leaseSeconds,
        int attempts) {

    /// @param target a value that is good enough to end the sweep
    record Objective(String name, Goal goal, @Nullable Double target) {}

    /// The parameters of a trial, from 0: the same for the same history.
    SequencedMap<String, Object> trial(
            long number, List<Observation> finished, List<Map<String, Object>> running) {
        return switch (method) {
            case GRID -> space.gridPoint(number);
            case RANDOM -> space.sample(dice(number));
            case TPE -> Tpe.USUAL.next(space, finished, running, dice(number));
        };
    }

    /// Each trial has dice of its own, so that nothing depends on what a process remembers.
    private SplittableRandom dice(long number) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    /// Whether the trials so far decide about the next one.
    boolean learns() {
        return method == Method.TPE;
    }
}
