package io.minimlops.xgboost;

import java.util.Arrays;

/// One tree as parallel arrays by node; node 0 is the root, and only nodes that can be reached from
/// it are here. A node without children is a leaf, and its value stands where a split's threshold
/// would.
///
/// A row goes left where `x[feature] < threshold`; a missing value where `missingGoesLeft` says.
///
/// @param group the output that the tree adds to
/// @param round of boosting that grew it, from 0
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Tree(
        int group,
        int round,
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

    /// The value of the leaf that the row falls into.
    ///
    /// @param from where the row starts in the values
    float leaf(float[] values, int from) {
        int node = 0;
        while (!isLeaf(node)) {
            float value = values[from + feature[node]];
            boolean goesLeft =
                    Float.isNaN(value) ? missingGoesLeft[node] : value < thresholdOrLeaf[node];
            node = goesLeft ? left[node] : right[node];
        }
        return thresholdOrLeaf[node];
    }

    /// The same tree whose leaves weigh so much.
    Tree weighed(float weight) {
        float[] values = thresholdOrLeaf.clone();
        for (int node = 0; node < values.length; node++) {
            if (isLeaf(node)) {
                values[node] *= weight;
            }
        }
        return new Tree(group, round, left, right, feature, values, missingGoesLeft);
    }

    /// Leaves out what pruning left behind, and checks that the rest is a tree over so many
    /// features.
    Tree reachable(int features) {
        int[] order = new int[size()];
        int[] renumbered = new int[size()];
        Arrays.fill(renumbered, -1);
        renumbered[0] = 0;
        int count = 1;
        for (int at = 0; at < count; at++) {
            int node = order[at];
            if (isLeaf(node)) {
                continue;
            }
            if (feature[node] < 0 || feature[node] >= features) {
                throw new UnconvertibleModel(
                        "a split asks for feature %d of %d".formatted(feature[node], features));
            }
            for (int child : new int[] {left[node], right[node]}) {
                if (child < 0 || child >= size() || renumbered[child] >= 0) {
                    throw new UnconvertibleModel("a tree's nodes do not form a tree");
                }
                renumbered[child] = count;
                order[count++] = child;
            }
        }
        return renumbered(Arrays.copyOf(order, count), renumbered);
    }

    private Tree renumbered(int[] order, int[] numbers) {
        Tree tree =
                new Tree(
                        group,
                        round,
                        new int[order.length],
                        new int[order.length],
                        new int[order.length],
                        new float[order.length],
                        new boolean[order.length]);
        for (int at = 0; at < order.length; at++) {
            int node = order[at];
            tree.left[at] = isLeaf(node) ? -1 : numbers[left[node]];
            tree.right[at] = isLeaf(node) ? -1 : numbers[right[node]];
            tree.feature[at] = isLeaf(node) ? 0 : feature[node];
            tree.thresholdOrLeaf[at] = thresholdOrLeaf[node];
            tree.missingGoesLeft[at] = !isLeaf(node) && missingGoesLeft[node];
        }
        return tree;
    }
}
