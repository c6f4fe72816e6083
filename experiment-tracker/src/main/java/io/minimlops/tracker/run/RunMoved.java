package io.minimlops.tracker.run;

/// A run was created or is over. Fired within the transaction; for those who observe its success.
public record RunMoved(String runId) {}
