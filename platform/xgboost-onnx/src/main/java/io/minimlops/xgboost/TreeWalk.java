package io.minimlops.xgboost;

/// What XGBoost itself predicts: each tree is walked and the leaves are summed in the order and the
/// precision (FP32) of its CPU predictor. It shares nothing with the conversion but the parsed
/// trees.
final class TreeWalk {

    private final XgboostModel model;
    private final float[] sums;
    private float magnitude;

    TreeWalk(XgboostModel model) {
        this.model = model;
        this.sums = new float[model.groups()];
    }

    /// The answer to one row; [#magnitude] and [#isClose] speak of it afterwards.
    float[] predict(float[] values, int from) {
        float[] sizes = new float[sums.length];
        for (int group = 0; group < sums.length; group++) {
            sums[group] = model.baseMargin(group);
            sizes[group] = Math.abs(sums[group]);
        }
        for (Tree tree : model.trees()) {
            float leaf = tree.leaf(values, from);
            sums[tree.group()] += leaf;
            sizes[tree.group()] += Math.abs(leaf);
        }
        magnitude = 0;
        for (float size : sizes) {
            magnitude = Math.max(magnitude, size);
        }
        return answer();
    }

    /// The greatest sum of the leaves' absolute values: what rounding errors are proportional to.
    float magnitude() {
        return magnitude;
    }

    /// Whether the decision hangs on less than so much.
    boolean isClose(double margin) {
        return switch (model.objective()) {
            case HINGE -> Math.abs(sums[0]) <= margin;
            case GREATEST -> {
                int first = greatest();
                int close = 0;
                for (float sum : sums) {
                    close += sums[first] - sum <= margin ? 1 : 0;
                }
                yield close > 1;
            }
            case IDENTITY, LOGISTIC, LOG, SOFTMAX -> false;
        };
    }

    private float[] answer() {
        return switch (model.objective()) {
            case IDENTITY -> sums.clone();
            case LOGISTIC -> each(sum -> 1 / (1 + Math.exp(-sum)));
            case LOG -> each(Math::exp);
            case HINGE -> each(sum -> sum > 0 ? 1 : 0);
            case SOFTMAX -> softmax();
            case GREATEST -> new float[] {greatest()};
        };
    }

    private interface Link {
        double of(double sum);
    }

    private float[] each(Link link) {
        float[] answers = new float[sums.length];
        for (int group = 0; group < sums.length; group++) {
            answers[group] = (float) link.of(sums[group]);
        }
        return answers;
    }

    private float[] softmax() {
        double greatest = sums[greatest()];
        double total = 0;
        for (float sum : sums) {
            total += Math.exp(sum - greatest);
        }
        double whole = total;
        return each(sum -> Math.exp(sum - greatest) / whole);
    }

    private int greatest() {
        int best = 0;
        for (int group = 1; group < sums.length; group++) {
            if (sums[group] > sums[best]) {
                best = group;
            }
        }
        return best;
    }
}
