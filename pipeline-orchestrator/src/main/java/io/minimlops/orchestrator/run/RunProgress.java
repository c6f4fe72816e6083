package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.pipeline.Pipeline;
import io.minimlops.orchestrator.pipeline.StepDefinition;
import io.minimlops.orchestrator.pipeline.StepKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What follows from where the steps of a run stand. Pure: states in, changes out.
public final class RunProgress {

    private final Pipeline pipeline;
    private final Map<String, StepState> states;
    private final Predicate<StepDefinition> condition;
    private final List<Change> changes = new ArrayList<>();

    /// What happens next to a step.
    public sealed interface Change {
        String step();

        record Release(String step) implements Change {}

        record Skip(String step, String why) implements Change {}
    }

    /// @param outcome what the run came to: `PROMOTED`, `CANARY`, `REGISTERED`, `REFUSED`,
    ///     `COMPLETED`, `FAILED`, `CANCELED`
    public record End(RunStatus status, String outcome) {}

    /// @param condition the value of a step's `when`, asked once its needs are done
    public RunProgress(
            Pipeline pipeline, Map<String, StepState> states, Predicate<StepDefinition> condition) {
        this.pipeline = pipeline;
        this.states = new HashMap<>(states);
        this.condition = condition;
        advance();
    }

    /// Steps to release or to skip now.
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /// How the run ended, if it did once the changes are made.
    public Optional<End> end(boolean canceled) {
        if (states.values().stream().anyMatch(state -> !state.status().isFinal())) {
            return Optional.empty();
        }
        if (any(StepStatus.FAILED)) {
            return Optional.of(new End(RunStatus.FAILED, "FAILED"));
        }
        if (canceled || any(StepStatus.CANCELED)) {
            return Optional.of(new End(RunStatus.CANCELED, "CANCELED"));
        }
        return Optional.of(new End(RunStatus.SUCCEEDED, outcome()));
    }

    private void advance() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (StepDefinition step : pipeline.steps()) {
                if (state(step.name()).status() == StepStatus.PENDING) {
                    moved |= decide(step);
                }
            }
        }
    }

    private boolean decide(StepDefinition step) {
        if (step.needs().stream().anyMatch(need -> !state(need).status().isFinal())) {
            return false;
        }
        String obstacle = obstacle(step);
        if (obstacle == null) {
            changes.add(new Change.Release(step.name()));
            states.put(step.name(), new StepState(StepStatus.READY, Map.of()));
        } else {
            changes.add(new Change.Skip(step.name(), obstacle));
            states.put(step.name(), new StepState(StepStatus.SKIPPED, Map.of()));
        }
        return true;
    }

    /// Why a step whose needs are done cannot run; null when it can.
    private @Nullable String obstacle(StepDefinition step) {
        for (String need : step.needs()) {
            StepState state = state(need);
            if (state.status() != StepStatus.SUCCEEDED) {
                return need + " was " + state.status().name().toLowerCase(Locale.ROOT);
            }
            if (state.isClosedGate() && step.when() == null) {
                return need + " did not admit the challenger";
            }
        }
        return condition.test(step) ? null : "its condition is false";
    }

    private String outcome() {
        if (states.values().stream().anyMatch(StepState::isClosedGate)) {
            return "REFUSED";
        }
        Optional<StepState> promote = succeeded(StepKind.PROMOTE);
        if (promote.isPresent()) {
            return "canary".equals(promote.get().outputs().get("mode")) ? "CANARY" : "PROMOTED";
        }
        return succeeded(StepKind.REGISTER).isPresent() ? "REGISTERED" : "COMPLETED";
    }

    private Optional<StepState> succeeded(StepKind kind) {
        return pipeline.steps().stream()
                .filter(step -> step.uses() == kind)
                .map(step -> state(step.name()))
                .filter(state -> state.status() == StepStatus.SUCCEEDED)
                .findFirst();
    }

    private boolean any(StepStatus status) {
        return states.values().stream().anyMatch(state -> state.status() == status);
    }

    private StepState state(String step) {
        return states.getOrDefault(step, new StepState(StepStatus.PENDING, Map.of()));
    }
}
