package io.minimlops.tracker.run;

import io.minimlops.tracker.Stage;
import org.jspecify.annotations.Nullable;

/// A run as others see it; times in epoch milliseconds.
///
/// @param artifactUri where its files are: `mlflow-artifacts:/<experiment>/<run>/artifacts`, unless
///     the experiment says otherwise
public record RunView(
        String runId,
        long experimentId,
        String name,
        String user,
        RunStatus status,
        Stage stage,
        long startedAt,
        @Nullable Long endedAt,
        String artifactUri) {}
