package io.minimlops.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.pipeline.Pipeline;
import io.minimlops.orchestrator.pipeline.PipelineParser;
import io.minimlops.orchestrator.run.RunProgress.Change;
import io.minimlops.orchestrator.run.RunProgress.End;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private static final Pipeline DIAMOND =
            PipelineParser.parse(
                    """
                    name: diamond
                    steps:
                      - {name: a, uses: command, with: {command: [a]}}
                      - {name: b, uses: command, needs: [a], with: {command: [b]}}
                      - {name: c, uses: command, needs: [a], when: "false", with: {command: [c]}}
                      - {name: d, uses: command, needs: [b, c], with: {command: [d]}}
                    """);

    private static final Pipeline GATED =
            PipelineParser.parse(
                    """
                    name: gated
                    steps:
                      - {name: gate, uses: gate, with: {evaluation: "${{ run.id }}"}}
                      - {name: register, uses: register, needs: [gate], with: {model: m, run: r}}
                      - {name: promote, uses: promote, needs: [register], with: {model: m, version: "1"}}
                      - {name: tell, uses: command, needs: [gate], when: "true", with: {command: [tell]}}
                    """);

    @Test
    void aStepIsReleasedOnceAllItNeedsSucceeded() {
        assertThat(progress(DIAMOND, Map.of()).changes()).containsExactly(new Change.Release("a"));
        assertThat(progress(DIAMOND, Map.of("a", done())).changes())
                .containsExactly(
                        new Change.Release("b"), new Change.Skip("c", "its condition is false"));
    }

    @Test
    void whatNeedsASkippedStepIsSkipped() {
        Map<String, StepState> states =
                Map.of("a", done(), "b", done(), "c", state(StepStatus.SKIPPED));
        assertThat(progress(DIAMOND, states).changes())
                .containsExactly(new Change.Skip("d", "c was skipped"));
        assertThat(progress(DIAMOND, states).end(false))
                .contains(new End(RunStatus.SUCCEEDED, "COMPLETED"));
    }

    @Test
    void aFailureFailsTheRunOnceNothingRunsAnyMore() {
        Map<String, StepState> running =
                Map.of("a", done(), "b", state(StepStatus.FAILED), "c", state(StepStatus.RUNNING));
        assertThat(progress(DIAMOND, running).end(false)).isEmpty();
        Map<String, StepState> ended =
                Map.of("a", done(), "b", state(StepStatus.FAILED), "c", done());
        assertThat(progress(DIAMOND, ended).end(false))
                .contains(new End(RunStatus.FAILED, "FAILED"));
    }

    @Test
    void aGateThatDoesNotAdmitSkipsEverythingBehindItButWhatHasItsOwnCondition() {
        // Given
        Map<String, StepState> states =
                Map.of("gate", new StepState(StepStatus.SUCCEEDED, Map.of("admitted", false)));
        // When
        RunProgress progress = progress(GATED, states);
        // Then
        assertThat(progress.changes())
                .containsExactlyInAnyOrder(
                        new Change.Skip("register", "gate did not admit the challenger"),
                        new Change.Skip("promote", "register was skipped"),
                        new Change.Release("tell"));
    }

    @Test
    void theOutcomeTellsWhatARunCameTo() {
        assertThat(ended(false, "alias")).contains(new End(RunStatus.SUCCEEDED, "REFUSED"));
        assertThat(ended(true, "alias")).contains(new End(RunStatus.SUCCEEDED, "PROMOTED"));
        assertThat(ended(true, "canary")).contains(new End(RunStatus.SUCCEEDED, "CANARY"));
    }

    @Test
    void aCanceledRunIsCanceledWhenItsLastStepStopped() {
        Map<String, StepState> states =
                Map.of(
                        "a", done(),
                        "b", state(StepStatus.CANCELED),
                        "c", state(StepStatus.CANCELED),
                        "d", state(StepStatus.CANCELED));
        assertThat(progress(DIAMOND, states).end(true))
                .contains(new End(RunStatus.CANCELED, "CANCELED"));
    }

    private static java.util.Optional<End> ended(boolean admitted, String mode) {
        StepState behind = admitted ? done() : state(StepStatus.SKIPPED);
        Map<String, StepState> states = new LinkedHashMap<>();
        states.put("gate", new StepState(StepStatus.SUCCEEDED, Map.of("admitted", admitted)));
        states.put("register", behind);
        states.put(
                "promote",
                admitted ? new StepState(StepStatus.SUCCEEDED, Map.of("mode", mode)) : behind);
        states.put("tell", done());
        return progress(GATED, states).end(false);
    }

    private static RunProgress progress(Pipeline pipeline, Map<String, StepState> states) {
        return new RunProgress(pipeline, states, step -> !"false".equals(step.when()));
    }

    private static StepState done() {
        return state(StepStatus.SUCCEEDED);
    }

    private static StepState state(StepStatus status) {
        return new StepState(status, Map.of());
    }
}
