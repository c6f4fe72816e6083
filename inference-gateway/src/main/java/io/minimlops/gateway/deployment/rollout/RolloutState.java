package io.minimlops.gateway.deployment.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/// Where a rollout is. What may follow a state is a method of it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RolloutState.Running.class, name = "running"),
    @JsonSubTypes.Type(value = RolloutState.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = RolloutState.Promoting.class, name = "promoting"),
    @JsonSubTypes.Type(value = RolloutState.Passed.class, name = "passed"),
    @JsonSubTypes.Type(value = RolloutState.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = RolloutState.RolledBack.class, name = "rolledBack"),
    @JsonSubTypes.Type(value = RolloutState.Aborted.class, name = "aborted")
})
public sealed interface RolloutState {

    /// When it was entered.
    Instant since();

    /// The version's share of the traffic, percent; 0: no canary.
    int percent(List<Integer> steps);

    /// Not over yet.
    sealed interface Active extends RolloutState {

        default RolledBack rollBack(Instant now) {
            return new RolledBack(now);
        }

        default Aborted abort(Instant now) {
            return new Aborted(now);
        }
    }

    /// At a step, by its index, or held there.
    sealed interface Stepping extends Active {

        int step();

        @Override
        default int percent(List<Integer> steps) {
            return steps.get(Math.min(step(), steps.size() - 1));
        }

        @JsonIgnore
        default RolloutState next(List<Integer> steps, boolean promotes, Instant now) {
            if (step() + 1 < steps.size()) {
                return new Running(step() + 1, now);
            }
            return promotes ? new Promoting(now) : new Passed(now);
        }
    }

    /// Evidence is collected at a step.
    record Running(int step, Instant since) implements Stepping {

        public Paused pause(Instant now) {
            return new Paused(step, now);
        }
    }

    /// Held at a step until somebody says otherwise.
    record Paused(int step, Instant since) implements Stepping {

        public Running resume(Instant now) {
            return new Running(step, now);
        }
    }

    /// Passed the last step; the registry is asked to move the alias.
    record Promoting(Instant since) implements Active {

        public Promoted promoted(Instant now) {
            return new Promoted(now);
        }

        @Override
        public int percent(List<Integer> steps) {
            return steps.getLast();
        }
    }

    /// Passed the last step and keeps its share: promoting was not wanted.
    record Passed(Instant since) implements RolloutState {
        @Override
        public int percent(List<Integer> steps) {
            return steps.getLast();
        }
    }

    /// The version is the champion.
    record Promoted(Instant since) implements RolloutState {
        @Override
        public int percent(List<Integer> steps) {
            return 0;
        }
    }

    record RolledBack(Instant since) implements RolloutState {
        @Override
        public int percent(List<Integer> steps) {
            return 0;
        }
    }

    record Aborted(Instant since) implements RolloutState {
        @Override
        public int percent(List<Integer> steps) {
            return 0;
        }
    }

    /// As views, metrics and logs spell it.
    default String word() {
        return switch (this) {
            case Running _ -> "running";
            case Paused _ -> "paused";
            case Promoting _ -> "promoting";
            case Passed _ -> "passed";
            case Promoted _ -> "promoted";
            case RolledBack _ -> "rolledBack";
            case Aborted _ -> "aborted";
        };
    }
}
