package io.minimlops.xgboost;

import java.util.Arrays;

/// Which round of boosting grew a tree. Older files do not say; then each round grew as many as any
/// other.
///
/// @param starts number of the first tree of each round, and of the tree after the last; may be
///     empty
@SuppressWarnings("ArrayRecordComponent") // lives within one conversion
record Rounds(double[] starts, long treesPerRound) {

    static Rounds of(Value model, int groups) {
        double parallel =
                ModelReader.number(model.at("gbtree_model_param", "num_parallel_tree").text(), 1);
        return new Rounds(
                model.at("iteration_indptr").numbers(), Math.max(1, (long) (groups * parallel)));
    }

    int of(int tree) {
        if (starts.length == 0) {
            return (int) (tree / treesPerRound);
        }
        int found = Arrays.binarySearch(starts, tree);
        return found >= 0 ? found : -found - 2;
    }
}
