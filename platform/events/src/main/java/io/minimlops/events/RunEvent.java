package io.minimlops.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a tracked run. Key: the run id.
public sealed interface RunEvent extends Event {

    String runId();

    @Override
    default Topic topic() {
        return Topic.RUNS;
    }

    @Override
    default String key() {
        return runId();
    }

    record RunCreated(
            String runId,
            String experimentId,
            String runName,
            @Nullable String user,
            Instant startedAt)
            implements RunEvent {}

    /// @param status MLflow's run status: `FINISHED`, `FAILED` or `KILLED`
    record RunFinished(String runId, String experimentId, String status, Instant finishedAt)
            implements RunEvent {}
}
