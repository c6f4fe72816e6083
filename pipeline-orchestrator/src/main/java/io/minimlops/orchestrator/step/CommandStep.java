package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import io.minimlops.orchestrator.run.StepLogs;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a local program: a list of arguments, never a line for a shell.
@ApplicationScoped
class CommandStep implements Step {

    private static final long LARGEST_OUTPUTS = 64 * 1024;

    private final StepLogs logs;

    CommandStep(StepLogs logs) {
        this.logs = logs;
    }

    @Override
    public StepKind kind() {
        return StepKind.COMMAND;
    }

    @Override
    public AttemptResult.Succeeded run(StepContext context) {
        Fields inputs = context.inputs();
        List<String> command = inputs.texts("command");
        Map<String, Object> env = inputs.map("env");
        String outputs = inputs.textOrNull("outputs");
        StepContext.checked(inputs);
        if (command.isEmpty()) {
            throw new StepFailed("command must name a program");
        }
        Path log = logs.log(context.run().id(), context.step().name(), context.attempt());
        endSurvivors(context);
        int exit = LocalProcess.run(command, environment(context, env), context.directory(), log);
        if (exit != 0) {
            throw new StepFailed("the command exited with %d; see its log".formatted(exit));
        }
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("exitCode", exit);
        given.putAll(written(context.directory(), outputs));
        Map<String, Object> details = new LinkedHashMap<>(given);
        details.put("command", command);
        return new AttemptResult.Succeeded(
                given,
                new Story(
                        EntryKind.STEP,
                        "Command %s of step %s succeeded"
                                .formatted(command.getFirst(), context.step().name()),
                        details,
                        List.of(),
                        List.of()));
    }

    /// What an attempt before a crash of this service left running must not work beside this one.
    private void endSurvivors(StepContext context) {
        for (int attempt = 1; attempt < context.attempt(); attempt++) {
            LocalProcess.endSurvivor(
                    logs.directory(context.run().id(), context.step().name(), attempt));
        }
    }

    private static Map<String, String> environment(StepContext context, Map<String, Object> given) {
        Map<String, String> environment = new LinkedHashMap<>();
        given.forEach((name, value) -> environment.put(name, String.valueOf(value)));
        environment.put("MLOPS_RUN_ID", context.run().id().toString());
        environment.put("MLOPS_STEP", context.step().name());
        environment.put("MLOPS_AS_OF", context.run().asOf().toString());
        environment.put("MLOPS_CORRELATION_ID", context.correlationId());
        return environment;
    }

    private static Map<String, Object> written(Path directory, @Nullable String name) {
        if (name == null) {
            return Map.of();
        }
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory)) {
            throw new StepFailed("outputs must lie in the working directory");
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_OUTPUTS) {
                throw new StepFailed(
                        "outputs file %s is missing or larger than %d bytes"
                                .formatted(name, LARGEST_OUTPUTS));
            }
            return Documents.map(Files.readString(file));
        } catch (IOException | ProblemException | IllegalArgumentException e) {
            throw new StepFailed(
                    "outputs file %s is no JSON object: %s".formatted(name, e.getMessage()), e);
        }
    }
}
