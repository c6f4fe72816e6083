package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.document.Fields;
import io.minimlops.orchestrator.document.Mistakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a pipeline's YAML and checks all of its rules.
public final class PipelineParser {

    /// Names of pipelines, monitors, steps and parameters.
    public static final Pattern NAME = Pattern.compile("[A-Za-z][\\w-]{0,62}");

    private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
    private static final int MOST_STEPS = 200;

    private PipelineParser() {}

    /// @throws io.minimlops.problem.ProblemException naming every mistake
    public static Pipeline parse(String yaml) {
        Mistakes mistakes = new Mistakes();
        Fields fields = new Fields(Documents.yaml(yaml), "", mistakes);
        String name = name(fields);
        Map<String, Parameter> parameters = parameters(fields);
        List<StepDefinition> steps = steps(fields);
        fields.nothingElse();
        Pipeline pipeline = new Pipeline(name, parameters, steps);
        if (mistakes.isEmpty()) {
            new PipelineRules(pipeline, mistakes).check();
        }
        mistakes.refuse("the pipeline cannot be applied");
        return pipeline;
    }

    private static String name(Fields fields) {
        String name = fields.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.mistakes().add(fields.at() + "/name", "must match " + NAME.pattern());
        }
        return name;
    }

    private static Map<String, Parameter> parameters(Fields fields) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        fields.entries("parameters")
                .forEach((name, entry) -> parameters.put(name, parameter(name, entry)));
        return parameters;
    }

    private static Parameter parameter(String name, Fields entry) {
        ParameterType type =
                ParameterType.of(entry.oneOf("type", "string", ParameterType.wireNames()));
        Object written = entry.value("default");
        Object fallback = written == null ? null : type.accept(written);
        if (written != null && fallback == null) {
            entry.mistakes().add(entry.at() + "/default", "must be " + type.description());
        }
        if (!NAME.matcher(name).matches()) {
            entry.mistakes().add(entry.at(), "has a name that does not match " + NAME.pattern());
        }
        entry.textOrNull("description");
        entry.nothingElse();
        return new Parameter(name, type, fallback);
    }

    private static List<StepDefinition> steps(Fields fields) {
        List<StepDefinition> steps = new ArrayList<>();
        for (Fields item : fields.items("steps")) {
            steps.add(step(item));
        }
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            fields.mistakes().add("/steps", "must hold 1 to " + MOST_STEPS + " steps");
        }
        return List.copyOf(steps);
    }

    private static StepDefinition step(Fields item) {
        String name = name(item);
        item.require("uses");
        StepKind uses =
                StepKind.of(item.oneOf("uses", StepKind.COMMAND.wireName(), StepKind.wireNames()));
        StepDefinition step =
                new StepDefinition(
                        name,
                        uses,
                        item.texts("needs"),
                        item.textOrNull("when"),
                        item.map("with"),
                        retries(item),
                        item.duration("timeout", DEFAULT_TIMEOUT));
        item.nothingElse();
        return step;
    }

    private static RetryBudget retries(Fields item) {
        RetryBudget usual = RetryBudget.DEFAULT;
        @Nullable Object written = item.value("retries");
        if (!(written instanceof Map)) {
            int user = item.integer("retries", usual.user(), 0, 100);
            return new RetryBudget(user, usual.lostWorker(), usual.system(), usual.preemption());
        }
        Fields budgets = item.nested("retries");
        RetryBudget budget =
                new RetryBudget(
                        budgets.integer("user", usual.user(), 0, 100),
                        budgets.integer("lostWorker", usual.lostWorker(), 0, 100),
                        budgets.integer("system", usual.system(), 0, 1000),
                        budgets.integer("preemption", usual.preemption(), 0, 1000));
        budgets.nothingElse();
        return budget;
    }
}
