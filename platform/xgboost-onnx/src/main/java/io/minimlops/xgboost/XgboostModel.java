package io.minimlops.xgboost;

import java.util.List;
import java.util.OptionalInt;

/// Boosted trees as XGBoost saved them
/// (<https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html>).
public final class XgboostModel {

    private final int features;
    private final List<String> featureNames;
    private final Objective objective;
    private final float[] baseMargins;
    private final List<Tree> trees;
    private final OptionalInt bestRound;

    XgboostModel(
            int features,
            List<String> featureNames,
            Objective objective,
            float[] baseMargins,
            List<Tree> trees,
            OptionalInt bestRound) {
        this.features = features;
        this.featureNames = List.copyOf(featureNames);
        this.objective = objective;
        this.baseMargins = baseMargins;
        this.trees = List.copyOf(trees);
        this.bestRound = bestRound;
    }

    /// @param bytes of a file in XGBoost's JSON or UBJSON format; which of them is seen from the
    ///     bytes
    /// @throws UnconvertibleModel when it is neither, is damaged, or cannot be expressed in ONNX
    public static XgboostModel parse(byte[] bytes) {
        return ModelReader.read(
                switch (Format.of(bytes)) {
                    case JSON -> JsonFormat.read(bytes);
                    case UBJSON -> UbjsonFormat.read(bytes);
                });
    }

    /// Width of the input.
    public int features() {
        return features;
    }

    /// Names of the input's columns; empty when the model was trained without.
    public List<String> featureNames() {
        return featureNames;
    }

    /// How many numbers XGBoost predicts per row.
    public int outputs() {
        return objective == Objective.GREATEST ? 1 : groups();
    }

    /// The model as XGBoost's scikit-learn wrapper predicts with it: only up to the best round when
    /// training was stopped early. A booster itself predicts with all rounds.
    public XgboostModel untilBestRound() {
        if (bestRound.isEmpty()) {
            return this;
        }
        List<Tree> best =
                trees.stream().filter(tree -> tree.round() <= bestRound.getAsInt()).toList();
        return new XgboostModel(features, featureNames, objective, baseMargins, best, bestRound);
    }

    Objective objective() {
        return objective;
    }

    /// Sums that are kept apart, one per class or target.
    int groups() {
        return baseMargins.length;
    }

    float baseMargin(int group) {
        return baseMargins[group];
    }

    List<Tree> trees() {
        return trees;
    }
}
