package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// A run of a pipeline as it stands.
///
/// @param outcome `REFUSED` when a gate let nothing through; may be empty
public record PipelineRun(
        String id, String caseId, String status, String outcome, List<Step> steps, JsonNode all) {

    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "CANCELED");

    static PipelineRun of(JsonNode run) {
        return new PipelineRun(
                run.path("runId").asText(),
                run.path("caseId").asText(),
                run.path("status").asText(),
                run.path("outcome").asText(""),
                StreamSupport.stream(run.path("steps").spliterator(), false).map(Step::of).toList(),
                run);
    }

    public boolean ended() {
        return ENDED.contains(status);
    }

    public boolean succeeded() {
        return status.equals("SUCCEEDED");
    }

    /// What a step handed on.
    public JsonNode outputs(String step) {
        return step(step).map(Step::outputs).orElseGet(Json::object);
    }

    public Optional<Step> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    public long finishedSteps() {
        return steps.stream().filter(Step::finished).count();
    }

    /// The first reason why it went wrong.
    public String error() {
        return steps.stream()
                .filter(step -> step.status().equals("FAILED"))
                .map(step -> step.name() + ": " + step.error())
                .findFirst()
                .orElse(status);
    }

    /// @param status `PENDING` until it may run, `SKIPPED` behind a gate that refused
    public record Step(String name, String status, JsonNode outputs, String error, Duration took) {

        static Step of(JsonNode step) {
            return new Step(
                    step.path("name").asText(),
                    step.path("status").asText(),
                    step.path("outputs"),
                    step.path("error").asText(""),
                    took(step));
        }

        public boolean finished() {
            return ENDED.contains(status) || status.equals("SKIPPED");
        }

        private static Duration took(JsonNode step) {
            return step.hasNonNull("startedAt") && step.hasNonNull("finishedAt")
                    ? Duration.between(
                            Instant.parse(step.path("startedAt").asText()),
                            Instant.parse(step.path("finishedAt").asText()))
                    : Duration.ZERO;
        }
    }
}
