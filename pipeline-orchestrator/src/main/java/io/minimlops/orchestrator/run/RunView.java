package io.minimlops.orchestrator.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run as the API answers it.
public record RunView(
        UUID runId,
        UUID caseId,
        String correlationId,
        String pipeline,
        int pipelineVersion,
        RunStatus status,
        @Nullable String outcome,
        String reason,
        Map<String, Object> parameters,
        Instant asOf,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        List<StepView> steps) {

    /// @param attempts how often a worker began it
    public record StepView(
            String name,
            String uses,
            String status,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Map<String, Object> outputs,
            @Nullable String error) {}

    static RunView of(PipelineRun run, List<StoredStep> steps) {
        return new RunView(
                run.id(),
                run.caseId(),
                run.correlationId(),
                run.pipeline(),
                run.pipelineVersion(),
                run.status(),
                run.outcome(),
                run.reason(),
                run.parameters(),
                run.asOf(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                steps.stream()
                        .map(
                                s ->
                                        new StepView(
                                                s.name(),
                                                s.uses(),
                                                s.status().wireName(),
                                                s.attempts(),
                                                s.startedAt(),
                                                s.finishedAt(),
                                                s.outputs(),
                                                s.error()))
                        .toList());
    }
}
