package io.minimlops.orchestrator.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A monitor as the API answers it.
///
/// @param watermark event time that is complete; absent before the first prediction
/// @param lastWindowEnd end of the newest window that holds an evaluation
/// @param evaluatedThrough the same, also when windows without a row were passed over
/// @param waitingFor why evaluating waits at the moment, for example a service that is away
public record MonitorView(
        String name,
        String model,
        String pipeline,
        @Nullable Instant watermark,
        @Nullable Instant lastWindowEnd,
        @Nullable Instant evaluatedThrough,
        @Nullable EvaluationView lastWindow,
        @Nullable String waitingFor,
        Instant updatedAt,
        String yaml) {}
