package io.minimlops.tracker.run;

import io.minimlops.tracker.run.RunLog.Batch;

/// What one call logs to a run. Two calls are never the same one, however alike.
final class LogWrite {

    private final String runId;
    private final Batch batch;

    LogWrite(String runId, Batch batch) {
        this.runId = runId;
        this.batch = batch;
    }

    String runId() {
        return runId;
    }

    Batch batch() {
        return batch;
    }
}
