package io.minimlops.orchestrator.training;

import io.minimlops.orchestrator.training.OnnxProto.Attribute;
import io.minimlops.orchestrator.training.OnnxProto.Graph;
import io.minimlops.orchestrator.training.OnnxProto.Model;
import io.minimlops.orchestrator.training.OnnxProto.Node;
import io.minimlops.orchestrator.training.OnnxProto.Opset;
import io.minimlops.orchestrator.training.OnnxProto.Value;
import io.minimlops.orchestrator.training.XgboostTrees.Tree;

/// XGBoost's JSON model as ONNX: `ai.onnx.ml` TreeEnsembleRegressor, which sums the leaves'
/// log-odds, then `ai.onnx` Sigmoid.
///
/// Input `input`, FP32 `[-1, F]`; output `probability`, FP32 `[-1, 1]`. XGBoost goes left where `x
/// < threshold`, ONNX's `BRANCH_LT` to the true branch, so left is true; a missing value goes where
/// XGBoost's `default_left` says.
public final class OnnxExport {
    public static final String INPUT = "input";
    public static final String OUTPUT = "probability";

    private static final long IR_VERSION = 8;
    private static final long OPSET = 17;
    private static final String ML_DOMAIN = "ai.onnx.ml";
    private static final long ML_OPSET = 3;
    private static final String LOG_ODDS = "log_odds";

    private OnnxExport() {}

    /// @param xgboostJson see {@link TrainedModel#json}
    /// @return an ONNX `ModelProto`
    /// @throws UnusableModel when it is no binary classifier of numeric splits
    public static byte[] toOnnx(byte[] xgboostJson) {
        XgboostTrees trees = XgboostTrees.parse(xgboostJson);
        return new OnnxProto()
                .number(Model.IR_VERSION, IR_VERSION)
                .text(Model.PRODUCER_NAME, "mini-mlops")
                .message(Model.GRAPH, graph(trees))
                .message(Model.OPSET_IMPORT, opset("", OPSET))
                .message(Model.OPSET_IMPORT, opset(ML_DOMAIN, ML_OPSET))
                .toByteArray();
    }

    private static OnnxProto opset(String domain, long version) {
        return new OnnxProto().text(Opset.DOMAIN, domain).number(Opset.VERSION, version);
    }

    private static OnnxProto graph(XgboostTrees trees) {
        return new OnnxProto()
                .message(Graph.NODE, ensemble(trees))
                .message(
                        Graph.NODE,
                        new OnnxProto()
                                .text(Node.INPUT, LOG_ODDS)
                                .text(Node.OUTPUT, OUTPUT)
                                .text(Node.OP_TYPE, "Sigmoid"))
                .text(Graph.NAME, "boosted-trees")
                .message(Graph.INPUT, tensor(INPUT, trees.features()))
                .message(Graph.OUTPUT, tensor(OUTPUT, 1));
    }

    private static OnnxProto ensemble(XgboostTrees trees) {
        OnnxProto node =
                new OnnxProto()
                        .text(Node.INPUT, INPUT)
                        .text(Node.OUTPUT, LOG_ODDS)
                        .text(Node.OP_TYPE, "TreeEnsembleRegressor")
                        .text(Node.DOMAIN, ML_DOMAIN)
                        .message(Node.ATTRIBUTE, number("n_targets", 1))
                        .message(Node.ATTRIBUTE, text("aggregate_function", "SUM"))
                        .message(Node.ATTRIBUTE, text("post_transform", "NONE"));
        OnnxProto base =
                attribute("base_values", Attribute.TYPE_FLOATS)
                        .decimal(Attribute.FLOATS, trees.baseMargin());
        node.message(Node.ATTRIBUTE, base);
        splits(node, trees);
        leaves(node, trees);
        return node;
    }

    private static void splits(OnnxProto node, XgboostTrees trees) {
        ints(node, trees, "nodes_treeids", (t, tree, at) -> t);
        ints(node, trees, "nodes_nodeids", (t, tree, at) -> at);
        ints(
                node,
                trees,
                "nodes_featureids",
                (t, tree, at) -> tree.isLeaf(at) ? 0 : tree.feature()[at]);
        ints(
                node,
                trees,
                "nodes_truenodeids",
                (t, tree, at) -> tree.isLeaf(at) ? 0 : tree.left()[at]);
        ints(
                node,
                trees,
                "nodes_falsenodeids",
                (t, tree, at) -> tree.isLeaf(at) ? 0 : tree.right()[at]);
        ints(
                node,
                trees,
                "nodes_missing_value_tracks_true",
                (t, tree, at) -> !tree.isLeaf(at) && tree.missingGoesLeft()[at] ? 1 : 0);
        OnnxProto modes = attribute("nodes_modes", Attribute.TYPE_STRINGS);
        OnnxProto values = attribute("nodes_values", Attribute.TYPE_FLOATS);
        for (Tree tree : trees.trees()) {
            for (int at = 0; at < tree.size(); at++) {
                modes.text(Attribute.STRINGS, tree.isLeaf(at) ? "LEAF" : "BRANCH_LT");
                values.decimal(Attribute.FLOATS, tree.isLeaf(at) ? 0 : tree.thresholdOrLeaf()[at]);
            }
        }
        node.message(Node.ATTRIBUTE, modes).message(Node.ATTRIBUTE, values);
    }

    private static void leaves(OnnxProto node, XgboostTrees trees) {
        OnnxProto treeIds = attribute("target_treeids", Attribute.TYPE_INTS);
        OnnxProto nodeIds = attribute("target_nodeids", Attribute.TYPE_INTS);
        OnnxProto ids = attribute("target_ids", Attribute.TYPE_INTS);
        OnnxProto weights = attribute("target_weights", Attribute.TYPE_FLOATS);
        for (int t = 0; t < trees.trees().size(); t++) {
            Tree tree = trees.trees().get(t);
            for (int at = 0; at < tree.size(); at++) {
                if (tree.isLeaf(at)) {
                    treeIds.number(Attribute.INTS, t);
                    nodeIds.number(Attribute.INTS, at);
                    ids.number(Attribute.INTS, 0);
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

    private static void ints(OnnxProto node, XgboostTrees trees, String name, OfNode of) {
        OnnxProto attribute = attribute(name, Attribute.TYPE_INTS);
        for (int t = 0; t < trees.trees().size(); t++) {
            Tree tree = trees.trees().get(t);
            for (int at = 0; at < tree.size(); at++) {
                attribute.number(Attribute.INTS, of.value(t, tree, at));
            }
        }
        node.message(Node.ATTRIBUTE, attribute);
    }

    private static OnnxProto attribute(String name, int type) {
        return new OnnxProto().text(Attribute.NAME, name).number(Attribute.TYPE, type);
    }

    private static OnnxProto number(String name, long value) {
        return attribute(name, Attribute.TYPE_INT).number(Attribute.I, value);
    }

    private static OnnxProto text(String name, String value) {
        return attribute(name, Attribute.TYPE_STRING).text(Attribute.S, value);
    }

    /// FP32 `[rows, width]`.
    private static OnnxProto tensor(String name, int width) {
        OnnxProto shape =
                new OnnxProto()
                        .message(
                                Value.SHAPE_DIMENSION,
                                new OnnxProto().text(Value.DIMENSION_NAME, "rows"))
                        .message(
                                Value.SHAPE_DIMENSION,
                                new OnnxProto().number(Value.DIMENSION_SIZE, width));
        OnnxProto tensor =
                new OnnxProto()
                        .number(Value.TENSOR_ELEMENT, Value.FLOAT)
                        .message(Value.TENSOR_SHAPE, shape);
        return new OnnxProto()
                .text(Value.NAME, name)
                .message(Value.TYPE, new OnnxProto().message(Value.TYPE_TENSOR, tensor));
    }
}
