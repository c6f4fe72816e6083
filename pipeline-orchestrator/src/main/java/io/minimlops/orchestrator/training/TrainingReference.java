package io.minimlops.orchestrator.training;

import io.minimlops.orchestrator.drift.ColumnReference;
import io.minimlops.orchestrator.drift.ReferenceDistribution;

/// Freezes what the model was trained on, so that any later window can be compared with it.
public final class TrainingReference {
    private TrainingReference() {}

    /// @param data the rows the model was fitted on
    /// @param trainingSet id of the training set
    /// @param contentHash of its bytes
    /// @param scores the model's probabilities on those rows, frozen as column `prediction`
    public static ReferenceDistribution of(
            Dataset data, String trainingSet, String contentHash, float[] scores) {
        double[] predictions = new double[scores.length];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = scores[i];
        }
        return ReferenceDistribution.fit(
                        trainingSet, contentHash, data.rows(), data.columns(), data::column)
                .with(ColumnReference.fit(ReferenceDistribution.PREDICTION, predictions));
    }
}
