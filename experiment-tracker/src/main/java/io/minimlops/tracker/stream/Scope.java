package io.minimlops.tracker.stream;

/// What a listener listens to.
sealed interface Scope {

    /// What listeners to experiments have as [#name].
    String ANY = "";

    /// The run's id, or [#ANY].
    String name();

    /// @param seq the run's row
    record OneRun(String runId, long seq) implements Scope {
        @Override
        public String name() {
            return runId;
        }
    }

    record OneExperiment(long id) implements Scope {
        @Override
        public String name() {
            return ANY;
        }
    }
}
