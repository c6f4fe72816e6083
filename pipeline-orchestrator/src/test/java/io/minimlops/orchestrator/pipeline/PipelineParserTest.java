package io.minimlops.orchestrator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.Calls;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineParserTest {

    @Test
    void theSamplePipelineIsRead() {
        // When
        Pipeline pipeline = PipelineParser.parse(Calls.flightDelay("flights"));
        // Then
        assertThat(pipeline.steps())
                .extracting(StepDefinition::uses)
                .containsExactly(
                        StepKind.VALIDATE,
                        StepKind.TRAINING_SET,
                        StepKind.TRAINING_SET,
                        StepKind.TRAIN,
                        StepKind.EVALUATE,
                        StepKind.GATE,
                        StepKind.REGISTER,
                        StepKind.PROMOTE);
        assertThat(pipeline.parameters().get("rounds").fallback()).isEqualTo(20);
        assertThat(pipeline.step("train").orElseThrow().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(pipeline.step("train").orElseThrow().retries()).isEqualTo(RetryBudget.DEFAULT);
    }

    @Test
    void retryBudgetsAreReadInBothForms() {
        assertThat(only("retries: 2").retries()).isEqualTo(new RetryBudget(2, 3, 20, 5));
        assertThat(only("retries: {lostWorker: 1}").retries())
                .isEqualTo(new RetryBudget(0, 1, 20, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    needs: [other]                          | names no step: other
                    needs: [a]                              | form a cycle through a
                    wen: 'true'                             | /steps/0/wen is not known here
                    when: maybe                             | must be true, false or one reference
                    when: '${{ parameters.x }}'             | refers to no parameter: x
                    timeout: soon                           | must be an ISO 8601 duration
                    retries: -1                             | must be a whole number between 0 and 100
                    needs: b                                | must be a list of texts
                    """)
    void aMistakeInAStepIsToldWithItsPlace(String line, String complaint) {
        assertThatThrownBy(() -> only(line)).hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '${{ steps.b.outputs.exitCode }}'  | refers to b, which it does not need
                    '${{ steps.c.outputs.exitCode }}'  | refers to no step: c
                    '${{ env.HOME }}'                  | that is none of
                    '${{ 1 + 1 }}'                     | that is none of
                    """)
    void aReferenceToWhatIsNotThereByThenIsRefused(String value, String complaint) {
        String yaml =
                """
                name: p
                steps:
                  - {name: a, uses: command, with: {command: [echo, "%s"]}}
                  - {name: b, uses: command, with: {command: [echo]}}
                """
                        .formatted(value);
        assertThatThrownBy(() -> PipelineParser.parse(yaml)).hasMessageContaining(complaint);
    }

    @Test
    void inputsAndOutputsOfBuiltInStepsAreKnown() {
        String yaml =
                """
                name: p
                steps:
                  - {name: t, uses: training-set, with: {featureService: f, spine: {}, label: late}}
                  - {name: r, uses: register, needs: [t], with: {model: m, run: "${{ steps.t.outputs.run }}"}}
                  - {name: g, uses: gate}
                """;
        assertThatThrownBy(() -> PipelineParser.parse(yaml))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(((Problem.Invalid) e.problem()).violations())
                                        .extracting(Problem.Violation::message)
                                        .anyMatch(m -> m.equals("is no input of training-set"))
                                        .anyMatch(
                                                m ->
                                                        m.startsWith(
                                                                "refers to run, which training-set does not give"))
                                        .anyMatch(m -> m.equals("is missing")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "name: [",
                "name: p",
                "name: p\nsteps: {}",
                "name: p\nname: q\nsteps: []",
                "name: ../p\nsteps: [{name: a, uses: command, with: {command: [a]}}]",
                "name: p\nsteps: [{name: a, uses: shell}]",
                "name: p\nparameters: {n: {type: integer, default: 1.5}}\nsteps: [{name: a, uses: command, with: {command: [a]}}]"
            })
    void whatIsNoPipelineIsRefused(String yaml) {
        assertThatThrownBy(() -> PipelineParser.parse(yaml)).isInstanceOf(ProblemException.class);
    }

    @Test
    void argumentsKeepTheirTypes() {
        Pipeline pipeline = PipelineParser.parse(Calls.flightDelay("flights"));
        assertThat(Arguments.bind(pipeline, Map.of("rounds", 5)))
                .containsEntry("rounds", 5)
                .containsEntry("from", "2001-01-01T00:00:00Z");
        assertThatThrownBy(() -> Arguments.bind(pipeline, Map.of("rounds", "5")))
                .hasMessageContaining("/parameters/rounds must be a whole number");
        assertThatThrownBy(() -> Arguments.bind(pipeline, Map.of("round", 5)))
                .hasMessageContaining("is no parameter of flights");
    }

    private static StepDefinition only(String line) {
        return PipelineParser.parse(
                        """
                        name: p
                        steps:
                          - name: a
                            uses: command
                            with: {command: [echo]}
                            %s
                        """
                                .formatted(line))
                .steps()
                .getFirst();
    }
}
