package io.minimlops.xgboost;

import java.util.Set;

/// What becomes of the sum of the leaves, by XGBoost's objective
/// (<https://xgboost.readthedocs.io/en/stable/parameter.html>).
enum Objective {
    /// The sum is the answer.
    IDENTITY,
    /// `1 / (1 + e^-x)`; the base score is a probability.
    LOGISTIC,
    /// `e^x`; the base score is on the answer's scale.
    LOG,
    /// 1 when the sum is positive, else 0.
    HINGE,
    /// A probability per class.
    SOFTMAX,
    /// The number of the class with the greatest sum.
    GREATEST;

    private static final Set<String> PLAIN =
            Set.of(
                    "reg:squarederror",
                    // adds its base score as it is, though that is a probability elsewhere
                    "binary:logitraw",
                    "reg:linear",
                    "reg:squaredlogerror",
                    "reg:pseudohubererror",
                    "reg:absoluteerror",
                    "reg:quantileerror",
                    "reg:expectileerror",
                    "rank:pairwise",
                    "rank:ndcg",
                    "rank:map");

    /// @throws UnconvertibleModel when XGBoost's answer to this objective is not known here
    static Objective named(String name) {
        return switch (name) {
            case "binary:logistic", "reg:logistic" -> LOGISTIC;
            case "binary:hinge" -> HINGE;
            case "multi:softprob" -> SOFTMAX;
            case "multi:softmax" -> GREATEST;
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" -> LOG;
            default -> {
                if (!PLAIN.contains(name)) {
                    throw new UnconvertibleModel(
                            "the objective '%s' is not known here: save the model with one of XGBoost's own"
                                    .formatted(name));
                }
                yield IDENTITY;
            }
        };
    }

    /// What every row starts with.
    float margin(double baseScore) {
        return switch (this) {
            case LOGISTIC -> (float) Math.log(baseScore / (1 - baseScore));
            case LOG -> (float) Math.log(baseScore);
            case IDENTITY, HINGE, SOFTMAX, GREATEST -> (float) baseScore;
        };
    }

    /// Whether a rounding error may turn the answer into another one.
    boolean isDecision() {
        return this == HINGE || this == GREATEST;
    }

    /// Whether the answers are probabilities.
    boolean isProbability() {
        return this == LOGISTIC || this == SOFTMAX;
    }
}
