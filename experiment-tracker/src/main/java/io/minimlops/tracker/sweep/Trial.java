package io.minimlops.tracker.sweep;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One point of a sweep and what became of it; times in epoch milliseconds.
///
/// @param number from 1
/// @param params by path: `optimizer.rate`
/// @param attempt how often it was given out; whoever holds an older number holds it no more
/// @param runId of the latest attempt
/// @param points how many values of any metric its run had logged when it was last looked at
/// @param value the best value of the sweep's metric
record Trial(
        long number,
        SequencedMap<String, Object> params,
        TrialState state,
        int attempt,
        String runId,
        String agent,
        long points,
        @Nullable Double value,
        long givenAt,
        @Nullable Long endedAt) {

    Trial in(TrialState next, long now) {
        return new Trial(
                number,
                params,
                next,
                attempt,
                runId,
                agent,
                points,
                value,
                givenAt,
                next instanceof TrialState.Ended ? (Long) now : null);
    }

    Trial seen(long nowPoints, @Nullable Double best) {
        return new Trial(
                number, params, state, attempt, runId, agent, nowPoints, best, givenAt, endedAt);
    }

    /// Given out once more, under a new run.
    Trial given(TrialState.Running to, String newRunId, long now) {
        return new Trial(number, params, to, attempt + 1, newRunId, to.agent(), 0, null, now, null);
    }

    /// What a run has logged of the sweep's metric.
    ///
    /// @param best absent when nothing but NaN was logged
    record Progress(long points, @Nullable Double best) {
        static final Progress NONE = new Progress(0, null);
    }
}
