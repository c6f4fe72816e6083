package io.minimlops.tracker.sweep;

/// Where a sweep stands. Only what is possible in a state can be asked of it.
sealed interface SweepState {

    Running RUNNING = new Running();

    /// As stored and as shown.
    String word();

    /// The next trials may be asked for.
    record Running() implements SweepState {
        Paused pause() {
            return new Paused();
        }

        Stopped stop() {
            return new Stopped();
        }

        /// Every trial there was to be is over, or the target is reached.
        Finished finish() {
            return new Finished();
        }

        @Override
        public String word() {
            return "RUNNING";
        }
    }

    /// Trials under way go on, no other is given out.
    record Paused() implements SweepState {
        Running resume() {
            return RUNNING;
        }

        Stopped stop() {
            return new Stopped();
        }

        @Override
        public String word() {
            return "PAUSED";
        }
    }

    /// Ended by a person; trials under way are told to stop.
    record Stopped() implements SweepState {
        @Override
        public String word() {
            return "STOPPED";
        }
    }

    record Finished() implements SweepState {
        @Override
        public String word() {
            return "FINISHED";
        }
    }

    static SweepState of(String word) {
        return switch (word) {
            case "RUNNING" -> RUNNING;
            case "PAUSED" -> new Paused();
            case "STOPPED" -> new Stopped();
            case "FINISHED" -> new Finished();
            default -> throw new IllegalArgumentException("no state of a sweep: " + word);
        };
    }
}
