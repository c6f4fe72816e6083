package io.minimlops.orchestrator.run;

/// The work was told to stop while it waited.
public final class AttemptStopped extends RuntimeException {

    public AttemptStopped(InterruptedException cause) {
        super(cause);
    }
}
