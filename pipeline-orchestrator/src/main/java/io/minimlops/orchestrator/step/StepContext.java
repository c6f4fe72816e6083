package io.minimlops.orchestrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.document.Mistakes;
import io.minimlops.orchestrator.pipeline.References;
import io.minimlops.orchestrator.pipeline.StepDefinition;
import io.minimlops.orchestrator.pipeline.TimeExpression;
import io.minimlops.orchestrator.run.PipelineRun;
import io.minimlops.orchestrator.run.StepState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an attempt knows.
///
/// @param earlier states of the run's steps when the attempt began
/// @param directory of this attempt alone; it exists
public record StepContext(
        PipelineRun run,
        StepDefinition step,
        Map<String, StepState> earlier,
        int attempt,
        Path directory) {

    /// The step's inputs with every reference substituted. Call `nothingElse` and `refuse` on them
    /// after reading.
    public Fields inputs() {
        Object substituted =
                References.substitute(step.with(), reference -> run.lookUp(reference, earlier));
        return new Fields(
                (ObjectNode) Documents.tree(Objects.requireNonNull(substituted)),
                "/with",
                new Mistakes());
    }

    /// Done reading: whatever was wrong with the inputs is told at once.
    static void checked(Fields inputs) {
        inputs.nothingElse();
        inputs.mistakes().refuse("the step cannot run");
    }

    Instant time(Fields inputs, String name) {
        String written = inputs.text(name);
        try {
            return TimeExpression.resolve(written, run.asOf());
        } catch (IllegalArgumentException e) {
            inputs.mistakes().add(inputs.at() + "/" + name, String.valueOf(e.getMessage()));
            return run.asOf();
        }
    }

    /// The same for every attempt of this step of this run, and for no other.
    public String key() {
        return run.id() + "/" + step.name();
    }

    /// A short form of the run's id for names that people read.
    String shortRun() {
        return run.id().toString().substring(0, 8);
    }

    /// What an earlier step gave, found by an output it has.
    Optional<Map<String, Object>> earlierWith(String output, @Nullable Object value) {
        return earlier.values().stream()
                .map(StepState::outputs)
                .filter(outputs -> outputs.containsKey(output))
                .filter(outputs -> value == null || value.equals(outputs.get(output)))
                .findFirst();
    }

    String correlationId() {
        return run.correlationId();
    }
}
