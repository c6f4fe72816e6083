package io.minimlops.orchestrator.step;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the evaluate step hands to the gate.
///
/// @param run tracked run of the challenger
/// @param scores path of the [Scores] below the run's artifacts
/// @param champion numbers by name; null when there is no champion
/// @param championVersion null when there is no champion
record Evaluation(
        String run,
        String experimentId,
        String scores,
        String trainingSet,
        String contentHash,
        int rows,
        Map<String, Double> challenger,
        @Nullable Map<String, Double> champion,
        @Nullable String championVersion) {

    /// Both models' probabilities for the same rows, kept so that the decision can be made again.
    ///
    /// @param champion null when there is no champion
    @SuppressWarnings("ArrayRecordComponent") // bulk data
    record Scores(float[] labels, float[] challenger, float @Nullable [] champion) {}
}
