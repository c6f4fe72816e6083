package io.minimlops.orchestrator.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A step as it is stored.
record StoredStep(
        String name,
        String uses,
        StepStatus status,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Map<String, Object> outputs,
        @Nullable String error) {

    StepState state() {
        return new StepState(status, outputs);
    }
}
