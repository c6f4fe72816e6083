package io.minimlops.xgboost;

import io.minimlops.onnx.OnnxProto;
import io.minimlops.onnx.OnnxProto.Attribute;
import io.minimlops.onnx.OnnxProto.Node;

/// The node that holds the trees, as
/// <https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsembleRegressor.html> has it.
///
/// XGBoost goes left where `x < threshold`, `BRANCH_LT` to the true branch, so left is true; a
/// missing value goes where XGBoost's `default_left` says.
final class TreeEnsemble {
    static final String DOMAIN = "ai.onnx.ml";

    private final XgboostModel model;
    private final OnnxProto node;

    private TreeEnsemble(XgboostModel model, OnnxProto node) {
        this.model = model;
        this.node = node;
    }

    static OnnxProto node(XgboostModel model, String input, String output) {
        OnnxProto node =
                new OnnxProto()
                        .text(Node.INPUT, input)
                        .text(Node.OUTPUT, output)
                        .text(Node.OP_TYPE, "TreeEnsembleRegressor")
                        .text(Node.DOMAIN, DOMAIN)
                        .message(
                                Node.ATTRIBUTE,
                                attribute("n_targets", Attribute.TYPE_INT)
                                        .number(Attribute.I, model.groups()))
                        .message(Node.ATTRIBUTE, text("aggregate_function", "SUM"))
                        .message(Node.ATTRIBUTE, text("post_transform", "NONE"));
        TreeEnsemble ensemble = new TreeEnsemble(model, node);
        ensemble.base();
        ensemble.splits();
        ensemble.leaves();
        return node;
    }

    private void base() {
        OnnxProto base = attribute("base_values", Attribute.TYPE_FLOATS);
        for (int group = 0; group < model.groups(); group++) {
            base.decimal(Attribute.FLOATS, model.baseMargin(group));
        }
        node.message(Node.ATTRIBUTE, base);
    }

    private void splits() {
        ints("nodes_treeids", (t, tree, at) -> t);
        ints("nodes_nodeids", (t, tree, at) -> at);
        ints("nodes_featureids", (t, tree, at) -> tree.feature()[at]);
        ints("nodes_truenodeids", (t, tree, at) -> Math.max(0, tree.left()[at]));
        ints("nodes_falsenodeids", (t, tree, at) -> Math.max(0, tree.right()[at]));
        ints(
                "nodes_missing_value_tracks_true",
                (t, tree, at) -> tree.missingGoesLeft()[at] ? 1 : 0);
        OnnxProto modes = attribute("nodes_modes", Attribute.TYPE_STRINGS);
        OnnxProto values = attribute("nodes_values", Attribute.TYPE_FLOATS);
        for (Tree tree : model.trees()) {
            for (int at = 0; at < tree.size(); at++) {
                modes.text(Attribute.STRINGS, tree.isLeaf(at) ? "LEAF" : "BRANCH_LT");
                values.decimal(Attribute.FLOATS, tree.isLeaf(at) ? 0 : tree.thresholdOrLeaf()[at]);
            }
        }
        node.message(Node.ATTRIBUTE, modes).message(Node.ATTRIBUTE, values);
    }

    private void leaves() {
        OnnxProto treeIds = attribute("target_treeids", Attribute.TYPE_INTS);
        OnnxProto nodeIds = attribute("target_nodeids", Attribute.TYPE_INTS);
        OnnxProto ids = attribute("target_ids", Attribute.TYPE_INTS);
        OnnxProto weights = attribute("target_weights", Attribute.TYPE_FLOATS);
        for (int t = 0; t < model.trees().size(); t++) {
            Tree tree = model.trees().get(t);
            for (int at = 0; at < tree.size(); at++) {
                if (tree.isLeaf(at)) {
                    treeIds.number(Attribute.INTS, t);
                    nodeIds.number(Attribute.INTS, at);
                    ids.number(Attribute.INTS, tree.group());
                    weights.decimal(Attribute.FLOATS, tree.thresholdOrLeaf()[at]);
                }
            }
        }
        node.message(Node.ATTRIBUTE, treeIds)
                .message(Node.ATTRIBUTE, nodeIds)
                .message(Node.ATTRIBUTE, ids)
                .message(Node.ATTRIBUTE, weights);
    }

    private interface OfNode {
        int value(int treeIndex, Tree tree, int node);
    }

    private void ints(String name, OfNode of) {
        OnnxProto attribute = attribute(name, Attribute.TYPE_INTS);
        for (int t = 0; t < model.trees().size(); t++) {
            Tree tree = model.trees().get(t);
            for (int at = 0; at < tree.size(); at++) {
                attribute.number(Attribute.INTS, of.value(t, tree, at));
            }
        }
        node.message(Node.ATTRIBUTE, attribute);
    }

    private static OnnxProto attribute(String name, int type) {
        return new OnnxProto().text(Attribute.NAME, name).number(Attribute.TYPE, type);
    }

    private static OnnxProto text(String name, String value) {
        return attribute(name, Attribute.TYPE_STRING).text(Attribute.S, value);
    }
}
