package io.minimlops.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened to a pipeline run. Key: the run id.
public sealed interface PipelineEvent extends Event {

    String runId();

    @Override
    default Topic topic() {
        return Topic.PIPELINES;
    }

    @Override
    default String key() {
        return runId();
    }

    record PipelineRunStarted(
            String runId,
            String caseId,
            String pipeline,
            int pipelineVersion,
            String reason,
            Map<String, String> parameters,
            Instant startedAt)
            implements PipelineEvent {}

    /// @param status `SUCCEEDED`, `FAILED`, `SKIPPED` or `CANCELED`
    record StepFinished(
            String runId,
            String step,
            int attempt,
            String status,
            @Nullable String error,
            Map<String, String> outputs,
            Instant finishedAt)
            implements PipelineEvent {}

    /// @param status `SUCCEEDED`, `FAILED` or `CANCELED`
    record PipelineRunFinished(
            String runId, String caseId, String pipeline, String status, Instant finishedAt)
            implements PipelineEvent {}
}
