package io.minimlops.orchestrator.drift;

/// Worst last. `INSUFFICIENT` is not `OK`: too little was seen to say so.
public enum DriftStatus {
    OK,
    INSUFFICIENT,
    WARN,
    ALARM;

    public DriftStatus worse(DriftStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
