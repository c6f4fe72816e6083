package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.pipeline.References.Reference;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run as it is stored.
///
/// @param asOf the data's time for which the run asks, for example the end of the window that
///     drifted
/// @param monitor which monitor started it; null when a person or a program did
public record PipelineRun(
        UUID id,
        UUID caseId,
        String correlationId,
        String pipeline,
        int pipelineVersion,
        @Nullable String monitor,
        String reason,
        Map<String, Object> parameters,
        Instant asOf,
        RunStatus status,
        @Nullable String outcome,
        boolean cancelRequested,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /// The value a reference stands for.
    ///
    /// @throws IllegalArgumentException when it stands for nothing
    public @Nullable Object lookUp(Reference reference, Map<String, StepState> steps) {
        return switch (reference) {
            case Reference.OfParameter(String name) -> parameters.get(name);
            case Reference.OfRun(String property) ->
                    switch (property) {
                        case "id" -> id.toString();
                        case "case" -> caseId.toString();
                        default -> asOf.toString();
                    };
            case Reference.OfOutput(String step, String output) -> {
                StepState state = steps.get(step);
                Object value = state == null ? null : state.outputs().get(output);
                if (value == null) {
                    throw new IllegalArgumentException(
                            "step " + step + " gave no output " + output);
                }
                yield value;
            }
            case Reference.Unreadable(String written) ->
                    throw new IllegalArgumentException("no such reference: " + written);
        };
    }
}
