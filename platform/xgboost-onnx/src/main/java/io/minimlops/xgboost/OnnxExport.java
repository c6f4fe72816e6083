package io.minimlops.xgboost;

import io.minimlops.onnx.OnnxProto;
import io.minimlops.onnx.OnnxProto.Attribute;
import io.minimlops.onnx.OnnxProto.Graph;
import io.minimlops.onnx.OnnxProto.Model;
import io.minimlops.onnx.OnnxProto.Node;
import io.minimlops.onnx.OnnxProto.Opset;
import io.minimlops.onnx.OnnxProto.Value;

/// An XGBoost model as ONNX: `ai.onnx.ml` TreeEnsembleRegressor, which sums the leaves, then what
/// the objective makes of the sums.
///
/// Input `input`, FP32 `[-1, F]`, NaN where a value is missing; one output, FP32 `[-1, outputs]`,
/// called `probability` where it is one and else `prediction`.
public final class OnnxExport {
    public static final String INPUT = "input";
    public static final String PROBABILITY = "probability";
    public static final String PREDICTION = "prediction";

    private static final long IR_VERSION = 8;
    private static final long OPSET = 17;
    private static final long ML_OPSET = 3;
    private static final String SUMS = "sums";
    private static final String BETWEEN = "between";

    private OnnxExport() {}

    /// @return an ONNX `ModelProto`
    public static byte[] toOnnx(XgboostModel model) {
        return new OnnxProto()
                .number(Model.IR_VERSION, IR_VERSION)
                .text(Model.PRODUCER_NAME, "mini-mlops")
                .message(Model.GRAPH, graph(model))
                .message(Model.OPSET_IMPORT, opset("", OPSET))
                .message(Model.OPSET_IMPORT, opset(TreeEnsemble.DOMAIN, ML_OPSET))
                .toByteArray();
    }

    private static OnnxProto opset(String domain, long version) {
        return new OnnxProto().text(Opset.DOMAIN, domain).number(Opset.VERSION, version);
    }

    private static OnnxProto graph(XgboostModel model) {
        String output = model.objective().isProbability() ? PROBABILITY : PREDICTION;
        OnnxProto graph =
                new OnnxProto().message(Graph.NODE, TreeEnsemble.node(model, INPUT, SUMS));
        answer(graph, model.objective(), output);
        return graph.text(Graph.NAME, "boosted-trees")
                .message(Graph.INPUT, tensor(INPUT, model.features()))
                .message(Graph.OUTPUT, tensor(output, model.outputs()));
    }

    private static void answer(OnnxProto graph, Objective objective, String output) {
        switch (objective) {
            case IDENTITY -> graph.message(Graph.NODE, node("Identity", SUMS, output));
            case LOGISTIC -> graph.message(Graph.NODE, node("Sigmoid", SUMS, output));
            case LOG -> graph.message(Graph.NODE, node("Exp", SUMS, output));
            case SOFTMAX -> graph.message(Graph.NODE, node("Softmax", SUMS, output));
            case HINGE ->
                    graph.message(Graph.NODE, node("Sign", SUMS, BETWEEN))
                            .message(Graph.NODE, node("Relu", BETWEEN, output));
            case GREATEST ->
                    graph.message(
                                    Graph.NODE,
                                    node("ArgMax", SUMS, BETWEEN)
                                            .message(Node.ATTRIBUTE, integer("axis", 1)))
                            .message(
                                    Graph.NODE,
                                    node("Cast", BETWEEN, output)
                                            .message(Node.ATTRIBUTE, integer("to", Value.FLOAT)));
        }
    }

    private static OnnxProto node(String operator, String input, String output) {
        return new OnnxProto()
                .text(Node.INPUT, input)
                .text(Node.OUTPUT, output)
                .text(Node.OP_TYPE, operator);
    }

    private static OnnxProto integer(String name, long value) {
        return new OnnxProto()
                .text(Attribute.NAME, name)
                .number(Attribute.TYPE, Attribute.TYPE_INT)
                .number(Attribute.I, value);
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
