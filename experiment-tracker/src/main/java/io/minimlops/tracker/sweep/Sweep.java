package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A sweep as it is kept; times in epoch milliseconds.
///
/// @param runId the run above all runs of its trials
/// @param document its configuration as it was sent
record Sweep(
        String id,
        String name,
        long experimentId,
        String runId,
        ObjectNode document,
        SweepPlan plan,
        SweepState state,
        long createdAt,
        long updatedAt) {

    Sweep in(SweepState next) {
        return new Sweep(id, name, experimentId, runId, document, plan, next, createdAt, updatedAt);
    }
}
