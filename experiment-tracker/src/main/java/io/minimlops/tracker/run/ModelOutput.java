package io.minimlops.tracker.run;

/// A model that came out of a run at a step.
public record ModelOutput(String modelId, long step) {}
