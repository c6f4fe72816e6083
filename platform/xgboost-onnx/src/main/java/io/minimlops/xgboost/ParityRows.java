package io.minimlops.xgboost;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Rows at which a conversion goes wrong if it goes wrong anywhere: each falls into a chosen leaf
/// of a chosen tree and lies on the edge of it, at a threshold itself or at the number next below,
/// with values missing here and there. All leaves get their row when the limit allows, else leaves
/// drawn evenly.
final class ParityRows {

    private static final double MISSING = 0.3;
    private static final long SEED = 1;

    private final XgboostModel model;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int leaves;
    private final float[] low;
    private final float[] high;

    ParityRows(XgboostModel model) {
        this.model = model;
        int count = 0;
        for (Tree tree : model.trees()) {
            count += (tree.size() + 1) / 2;
        }
        this.leaves = count;
        this.low = new float[model.features()];
        this.high = new float[model.features()];
    }

    interface Visitor {
        /// @param row used again for the next one
        void visit(float[] row);
    }

    /// At most so many rows.
    void visit(int limit, Visitor visitor) {
        double share = Math.min(1, (double) limit / leaves);
        float[] row = new float[model.features()];
        for (Tree tree : model.trees()) {
            int[] parents = parents(tree);
            for (int node = 0; node < tree.size(); node++) {
                if (tree.isLeaf(node) && random.nextDouble() < share) {
                    for (int feature = 0; feature < row.length; feature++) {
                        row[feature] = random.nextDouble() < MISSING ? Float.NaN : edge();
                    }
                    lead(row, tree, parents, node);
                    visitor.visit(row);
                }
            }
        }
    }

    /// A value beside or at a threshold of any tree.
    private float edge() {
        Tree tree = model.trees().get(random.nextInt(model.trees().size()));
        int node = random.nextInt(tree.size());
        return random.nextBoolean()
                ? tree.thresholdOrLeaf()[node]
                : Math.nextDown(tree.thresholdOrLeaf()[node]);
    }

    /// Sets what the path to the leaf asks for: the range that its splits leave to a feature, of
    /// which the row gets the very edge.
    private void lead(float[] row, Tree tree, int[] parents, int leaf) {
        Arrays.fill(low, Float.NEGATIVE_INFINITY);
        Arrays.fill(high, Float.POSITIVE_INFINITY);
        for (int node = leaf; parents[node] >= 0; node = parents[node]) {
            int parent = parents[node];
            int feature = tree.feature()[parent];
            float threshold = tree.thresholdOrLeaf()[parent];
            boolean left = tree.left()[parent] == node;
            if (left) {
                high[feature] = Math.min(high[feature], threshold);
            } else {
                low[feature] = Math.max(low[feature], threshold);
            }
            boolean mayBeMissing = tree.missingGoesLeft()[parent] == left;
            row[feature] =
                    mayBeMissing && random.nextDouble() < MISSING
                            ? Float.NaN
                            : within(low[feature], high[feature], left);
        }
    }

    private static float within(float low, float high, boolean left) {
        float below = Math.nextDown(high);
        return left && below >= low || low == Float.NEGATIVE_INFINITY ? below : low;
    }

    private static int[] parents(Tree tree) {
        int[] parents = new int[tree.size()];
        parents[0] = -1;
        for (int node = 0; node < parents.length; node++) {
            if (!tree.isLeaf(node)) {
                parents[tree.left()[node]] = node;
                parents[tree.right()[node]] = node;
            }
        }
        return parents;
    }
}
