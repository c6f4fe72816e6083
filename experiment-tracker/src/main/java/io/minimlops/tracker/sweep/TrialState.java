package io.minimlops.tracker.sweep;

import org.jspecify.annotations.Nullable;

/// Where a trial stands. Only what is possible in a state can be asked of it.
sealed interface TrialState {

    /// As stored and as shown.
    String word();

    /// With nobody: its agent fell silent. The next agent gets it.
    record Waiting() implements TrialState {
        Running give(String agent, long until) {
            return new Running(agent, until, null);
        }

        Ended cancel() {
            return new Ended(Outcome.CANCELED);
        }

        @Override
        public String word() {
            return "WAITING";
        }
    }

    /// With an agent.
    ///
    /// @param until when it is taken away unless the agent is heard of, epoch milliseconds
    /// @param stop why the agent is to stop, absent as long as it may go on
    record Running(String agent, long until, @Nullable StopCause stop) implements TrialState {

        Running heard(long until) {
            return new Running(agent, Math.max(this.until, until), stop);
        }

        /// The first cause stays.
        Running tellToStop(StopCause cause) {
            return stop == null ? new Running(agent, until, cause) : this;
        }

        /// The agent ended it, well or not.
        Ended end(boolean well) {
            return switch (stop) {
                case EARLY -> new Ended(Outcome.STOPPED_EARLY);
                case SWEEP -> new Ended(well ? Outcome.FINISHED : Outcome.CANCELED);
                case null -> new Ended(well ? Outcome.FINISHED : Outcome.FAILED);
            };
        }

        /// The agent fell silent.
        ///
        /// @param again whether the trial may be tried once more
        TrialState lapse(boolean again) {
            return switch (stop) {
                case EARLY -> new Ended(Outcome.STOPPED_EARLY);
                case SWEEP -> new Ended(Outcome.CANCELED);
                case null -> again ? new Waiting() : new Ended(Outcome.FAILED);
            };
        }

        @Override
        public String word() {
            return "RUNNING";
        }
    }

    record Ended(Outcome outcome) implements TrialState {
        @Override
        public String word() {
            return outcome.name();
        }
    }

    enum Outcome {
        FINISHED,
        STOPPED_EARLY,
        FAILED,
        CANCELED
    }

    /// Early: not good enough to go on. Sweep: the whole sweep was stopped.
    enum StopCause {
        EARLY,
        SWEEP
    }
}
