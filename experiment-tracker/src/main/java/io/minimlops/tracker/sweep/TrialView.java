package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.sweep.TrialState.Running;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A trial as agents see it.
///
/// @param params by path: `optimizer.rate`; the run has them too
/// @param attempt what an agent says with each report, so that only the latest holder is heard
/// @param stop whether its agent is to stop
/// @param value the best the run has logged for the sweep's metric
@JsonNaming(LowerCamelCaseStrategy.class)
record TrialView(
        String sweepId,
        long number,
        String state,
        Map<String, Object> params,
        String runId,
        int attempt,
        String agent,
        boolean stop,
        @Nullable Double value,
        @Nullable Instant leaseUntil,
        Instant givenAt,
        @Nullable Instant endedAt) {

    static TrialView of(String sweepId, Trial trial) {
        Running running = trial.state() instanceof Running it ? it : null;
        Long ended = trial.endedAt();
        return new TrialView(
                sweepId,
                trial.number(),
                trial.state().word(),
                trial.params(),
                trial.runId(),
                trial.attempt(),
                trial.agent(),
                running == null || running.stop() != null,
                trial.value(),
                running == null ? null : Instant.ofEpochMilli(running.until()),
                Instant.ofEpochMilli(trial.givenAt()),
                ended == null ? null : Instant.ofEpochMilli(ended));
    }
}
