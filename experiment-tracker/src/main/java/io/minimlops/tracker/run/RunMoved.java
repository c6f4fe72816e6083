package io.minimlops.tracker.run;

/// A run was created, is over or goes on. Fired within the transaction; for those who observe its
/// success.
public record RunMoved(String runId) {}
