package io.minimlops.tracker.mlflow;

/// A body of the wire. All components may be absent; what is required is checked where it is used.
interface Request {}
