package io.minimlops.xgboost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Finds the trees in a parsed model file. All of a model's parameters are text, whatever they
/// mean.
final class ModelReader {

    /// Wider inputs are refused: a file's claim alone must not make us allocate.
    private static final int WIDEST = 1_000_000;

    private final Value learner;
    private final Value booster;
    private final int features;
    private final int groups;

    private ModelReader(Value file) {
        this.learner = file.at("learner");
        if (!(learner instanceof Value.Fields)) {
            throw new UnconvertibleModel("not a model of XGBoost: it has no 'learner'");
        }
        this.booster = learner.at("gradient_booster");
        this.features = count("num_feature", WIDEST);
        this.groups =
                Math.max(1, Math.max(count("num_class", WIDEST), count("num_target", WIDEST)));
        if (features == 0) {
            throw new UnconvertibleModel("the model has no features");
        }
    }

    static XgboostModel read(Value file) {
        return new ModelReader(file).model();
    }

    private XgboostModel model() {
        Objective objective = Objective.named(learner.at("objective", "name").text());
        List<String> names =
                learner.at("feature_names").elements().stream().map(Value::text).toList();
        return new XgboostModel(
                features,
                names.size() == features ? names : List.of(),
                objective,
                baseMargins(objective),
                trees(),
                bestRound());
    }

    private List<Tree> trees() {
        String name = booster.at("name").text();
        return switch (name) {
            case "gbtree" -> trees(booster.at("model"));
            case "dart" -> weighed(trees(booster.at("gbtree", "model")));
            default ->
                    throw new UnconvertibleModel(
                            "the booster '%s' is no ensemble of trees: only gbtree and dart are converted"
                                    .formatted(name));
        };
    }

    private List<Tree> trees(Value model) {
        List<Value> elements = model.at("trees").elements();
        double[] owners = model.at("tree_info").numbers();
        if (elements.isEmpty() || owners.length != elements.size()) {
            throw new UnconvertibleModel(
                    "the model has %d trees, and %d of them have an output"
                            .formatted(elements.size(), owners.length));
        }
        Rounds rounds = Rounds.of(model, groups);
        List<Tree> trees = new ArrayList<>(elements.size());
        for (int i = 0; i < owners.length; i++) {
            int group = (int) owners[i];
            if (group < 0 || group >= groups) {
                throw new UnconvertibleModel(
                        "tree %d adds to output %d of %d".formatted(i, group, groups));
            }
            trees.add(tree(elements.get(i), group, rounds.of(i)));
        }
        return trees;
    }

    private Tree tree(Value tree, int group, int round) {
        if (Arrays.stream(tree.at("split_type").numbers()).anyMatch(type -> type != 0)) {
            throw new UnconvertibleModel(
                    "categorical splits are not converted: train with enable_categorical=False on"
                            + " encoded columns");
        }
        if (number(tree.at("tree_param", "size_leaf_vector").text(), 0) > 1) {
            throw new UnconvertibleModel(
                    "leaves with several values are not converted: train with"
                            + " multi_strategy=\"one_output_per_tree\"");
        }
        int[] left = ints(tree, "left_children");
        int[] right = ints(tree, "right_children");
        int[] feature = ints(tree, "split_indices");
        double[] conditions = tree.at("split_conditions").numbers();
        int[] defaults = ints(tree, "default_left");
        int size = left.length;
        if (size == 0
                || right.length != size
                || feature.length != size
                || conditions.length != size
                || defaults.length != size) {
            throw new UnconvertibleModel("a tree's arrays are of different lengths, or empty");
        }
        float[] values = new float[size];
        boolean[] missingGoesLeft = new boolean[size];
        for (int node = 0; node < size; node++) {
            values[node] = (float) conditions[node];
            missingGoesLeft[node] = defaults[node] != 0;
        }
        return new Tree(group, round, left, right, feature, values, missingGoesLeft)
                .reachable(features);
    }

    /// Dart multiplies what each tree says by a weight of its own.
    private List<Tree> weighed(List<Tree> trees) {
        double[] weights = booster.at("weight_drop").numbers();
        if (weights.length != trees.size()) {
            throw new UnconvertibleModel(
                    "dart has %d weights for %d trees".formatted(weights.length, trees.size()));
        }
        List<Tree> weighed = new ArrayList<>(trees.size());
        for (int i = 0; i < weights.length; i++) {
            weighed.add(trees.get(i).weighed((float) weights[i]));
        }
        return weighed;
    }

    /// Newer versions write one score per output, `[5E-1,2E-1]`, older ones one for all, `5E-1`.
    private float[] baseMargins(Objective objective) {
        String[] scores = parameter("base_score").replaceAll("[\\[\\]\\s]", "").split(",", -1);
        if (scores.length != 1 && scores.length != groups) {
            throw new UnconvertibleModel(
                    "%d base scores for %d outputs".formatted(scores.length, groups));
        }
        float[] margins = new float[groups];
        for (int group = 0; group < groups; group++) {
            double score = number(scores[scores.length == 1 ? 0 : group], Double.NaN);
            margins[group] = objective.margin(score);
            if (!Float.isFinite(margins[group])) {
                throw new UnconvertibleModel(
                        "base_score '%s' is not possible".formatted(parameter("base_score")));
            }
        }
        return margins;
    }

    private OptionalInt bestRound() {
        String best = learner.at("attributes", "best_iteration").text();
        return best.matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(best))
                : OptionalInt.empty();
    }

    private String parameter(String name) {
        return learner.at("learner_model_param", name).text();
    }

    private int count(String name, int most) {
        double count = number(parameter(name), 0);
        if (!(count >= 0 && count <= most)) {
            throw new UnconvertibleModel(
                    "%s is %s, at most %d is converted".formatted(name, parameter(name), most));
        }
        return (int) count;
    }

    static double number(String text, double absent) {
        try {
            return text.isEmpty() ? absent : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UnconvertibleModel("'%s' is no number".formatted(text), e);
        }
    }

    private static int[] ints(Value tree, String field) {
        return Arrays.stream(tree.at(field).numbers()).mapToInt(value -> (int) value).toArray();
    }
}
