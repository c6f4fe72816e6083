package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.sweep.Sweeps.Standing;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A sweep as clients see it.
///
/// @param runId the run above the runs of its trials
/// @param trials how many there are in each state
/// @param config as it was sent, with the seed
@JsonNaming(LowerCamelCaseStrategy.class)
record SweepView(
        String id,
        String name,
        String experimentId,
        String runId,
        String state,
        String method,
        long seed,
        Map<String, Long> trials,
        @Nullable TrialView best,
        Map<String, Object> config,
        Instant createdAt,
        Instant updatedAt) {

    static SweepView of(Standing standing) {
        Sweep sweep = standing.sweep();
        Trial best = standing.best();
        return new SweepView(
                sweep.id(),
                sweep.name(),
                Long.toString(sweep.experimentId()),
                sweep.runId(),
                sweep.state().word(),
                sweep.plan().method().name().toLowerCase(Locale.ROOT),
                sweep.plan().seed(),
                standing.trials(),
                best == null ? null : TrialView.of(sweep.id(), best),
                SweepDocument.map(sweep.document()),
                Instant.ofEpochMilli(sweep.createdAt()),
                Instant.ofEpochMilli(sweep.updatedAt()));
    }
}
