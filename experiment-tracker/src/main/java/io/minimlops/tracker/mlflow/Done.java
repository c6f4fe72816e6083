package io.minimlops.tracker.mlflow;

/// The answer of calls that have nothing to say: `{}`.
record Done() {
    static final Done DONE = new Done();
}
