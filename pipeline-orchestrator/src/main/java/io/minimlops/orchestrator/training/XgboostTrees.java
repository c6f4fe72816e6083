package io.minimlops.orchestrator.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The trees of an XGBoost JSON model
/// (<https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html>).
///
/// @param features width of the input
/// @param baseMargin log-odds every row starts with: `logit(base_score)`
record XgboostTrees(int features, float baseMargin, List<Tree> trees) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Parallel arrays by node. A node without children is a leaf, and its value stands where a
    /// split's threshold would.
    @SuppressWarnings("ArrayRecordComponent") // lives within one conversion
    record Tree(
            int[] left,
            int[] right,
            int[] feature,
            float[] thresholdOrLeaf,
            boolean[] missingGoesLeft) {

        int size() {
            return left.length;
        }

        boolean isLeaf(int node) {
            return left[node] < 0;
        }
    }

    /// @throws UnusableModel when it is no binary classifier of numeric splits
    static XgboostTrees parse(byte[] json) {
        JsonNode learner = read(json).path("learner");
        String objective = learner.at("/objective/name").asText();
        if (!objective.equals("binary:logistic")) {
            throw new UnusableModel("objective '" + objective + "' is not binary:logistic");
        }
        List<Tree> trees = new ArrayList<>();
        for (JsonNode tree : learner.at("/gradient_booster/model/trees")) {
            trees.add(tree(tree));
        }
        if (trees.isEmpty()) {
            throw new UnusableModel("the model has no trees");
        }
        JsonNode parameters = learner.path("learner_model_param");
        return new XgboostTrees(
                parameters.path("num_feature").asInt(),
                logit(parameters.path("base_score").asText()),
                trees);
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UnusableModel("not XGBoost's JSON: " + e.getMessage(), e);
        }
    }

    private static Tree tree(JsonNode tree) {
        for (JsonNode type : tree.path("split_type")) {
            if (type.asInt() != 0) {
                throw new UnusableModel("categorical splits cannot be expressed");
            }
        }
        int[] defaultLeft = ints(tree, "default_left");
        boolean[] missingGoesLeft = new boolean[defaultLeft.length];
        for (int i = 0; i < defaultLeft.length; i++) {
            missingGoesLeft[i] = defaultLeft[i] != 0;
        }
        return new Tree(
                ints(tree, "left_children"),
                ints(tree, "right_children"),
                ints(tree, "split_indices"),
                floats(tree, "split_conditions"),
                missingGoesLeft);
    }

    private static int[] ints(JsonNode tree, String field) {
        JsonNode array = tree.path(field);
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            JsonNode value = array.get(i);
            ints[i] = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.intValue();
        }
        return ints;
    }

    /// XGBoost writes a float with the nine digits that name it exactly, so going through a double
    /// loses nothing.
    private static float[] floats(JsonNode tree, String field) {
        JsonNode array = tree.path(field);
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = array.get(i).floatValue();
        }
        return floats;
    }

    /// Newer versions write `[5E-1]`, older ones `5E-1`.
    private static float logit(String baseScore) {
        double share = Double.parseDouble(baseScore.replaceAll("[\\[\\]]", ""));
        return (float) Math.log(share / (1 - share));
    }
}
