package io.minimlops.tracker.sweep.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Where trials are compared, and who may go on: the successive halving inside Hyperband (Li,
/// Jamieson, DeSalvo, Rostamizadeh, Talwalkar, Hyperband, JMLR 18, 2018), asynchronous (Li et
/// al., A System for Massively Parallel Hyperparameter Tuning, MLSys 2020), so that no trial
/// waits for another. An iteration is one logged value of the metric.
///
/// @param iterations ascending: a trial is looked at when it has logged so many values
/// @param eta the best 1/eta of those that reached a rung go on
/// @param strict whether what counts is the best value up to the rung, at every rung passed;
///     otherwise a trial may make up for a bad start: its best value so far counts, at its last
///     rung
public record Rungs(List<Long> iterations, double eta, boolean strict) {

    private static final int MOST = 64;

    /// `min_iter`, and `eta` times as many each time.
    public static Rungs from(long least, double eta, boolean strict) {
        List<Long> rungs = new ArrayList<>();
        for (double rung = least; rungs.size() < MOST && rung < Long.MAX_VALUE; rung *= eta) {
            addNew(rungs, (long) rung);
        }
        return new Rungs(List.copyOf(rungs), eta, strict);
    }

    /// `max_iter / eta`, and `s` times in all an `eta`th of that.
    public static Rungs upTo(long most, int brackets, double eta, boolean strict) {
        List<Long> rungs = new ArrayList<>();
        double rung = most / eta;
        for (int i = 0; i < brackets && rung >= 1; i++, rung /= eta) {
            addNew(rungs, (long) rung);
        }
        return new Rungs(List.copyOf(rungs.reversed()), eta, strict);
    }

    private static void addNew(List<Long> rungs, long rung) {
        if (rungs.isEmpty() || rungs.getLast() != rung) {
            rungs.add(rung);
        }
    }

    /// The rungs a trial has reached, lowest first.
    public LongStream reached(long values) {
        return iterations.stream().mapToLong(rung -> rung).takeWhile(rung -> rung <= values);
    }

    /// Whether a loss is among the best 1/eta.
    ///
    /// @param losses of every trial that reached the rung, ascending
    public boolean goesOn(double loss, List<Double> losses) {
        if (losses.isEmpty()) {
            return true;
        }
        int kept = (int) Math.max(1, Math.ceil(losses.size() / eta));
        return loss <= losses.get(kept - 1);
    }
}
