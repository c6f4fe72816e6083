package io.minimlops.orchestrator.training;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Trains a gradient-boosted binary classifier (`binary:logistic`, histogram method) on a {@link
/// Dataset}.
///
/// The matrix is copied into native memory once (4 bytes per value) and freed before `train`
/// returns.
public final class Trainer {

    /// @throws BadTrainingSet when there are no rows, or all labels are equal
    /// @throws TrainingFailed when XGBoost refuses
    public TrainedModel train(Dataset data, TrainingParameters parameters) {
        requireBothClasses(data);
        try {
            DMatrix matrix = new DMatrix(data.values(), data.rows(), data.width(), Float.NaN);
            try {
                matrix.setLabel(data.labels());
                Booster booster =
                        XGBoost.train(
                                matrix,
                                settings(parameters),
                                parameters.rounds(),
                                Map.of(),
                                null,
                                null);
                return new TrainedModel(booster, data.columns());
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new TrainingFailed("XGBoost could not train: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> settings(TrainingParameters parameters) {
        Map<String, Object> settings = new HashMap<>(parameters.asMap());
        settings.remove("rounds");
        settings.put("objective", "binary:logistic");
        settings.put("tree_method", "hist");
        settings.put("verbosity", 0);
        return settings;
    }

    private static void requireBothClasses(Dataset data) {
        int positive = 0;
        for (float label : data.labels()) {
            positive += label > 0.5f ? 1 : 0;
        }
        if (positive == 0 || positive == data.rows()) {
            throw new BadTrainingSet(
                    "%d of %d labels are positive: both classes are needed"
                            .formatted(positive, data.rows()));
        }
    }
}
