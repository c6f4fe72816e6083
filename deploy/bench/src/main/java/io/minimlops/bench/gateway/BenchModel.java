package io.minimlops.bench.gateway;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// A model of one FP32 input `[-1,width]` and one output, as an ONNX file.
///
/// @param width numbers in a row
record BenchModel(String name, int width, byte[] onnx) {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;

    /// Gives back what it is given: all that is left is the way in and out.
    static BenchModel identity(String name, int width) {
        Protobuf graph =
                new Protobuf()
                        .message(1, node("Identity", "output", "input"))
                        .text(2, name)
                        .message(11, value("input", width))
                        .message(12, value("output", width));
        return new BenchModel(name, width, file(graph));
    }

    /// The mean of each row: much to read, little to compute and to answer.
    static BenchModel mean(String name, int width) {
        Protobuf axes = new Protobuf().text(1, "axes").number(8, 1).number(20, 7);
        Protobuf graph =
                new Protobuf()
                        .message(1, node("ReduceMean", "output", "input").message(5, axes))
                        .text(2, name)
                        .message(11, value("input", width))
                        .message(12, value("output", 1));
        return new BenchModel(name, width, file(graph));
    }

    /// A perceptron of layers that wide, with ReLU between them.
    static BenchModel perceptron(String name, int... widths) {
        Random random = new Random(1);
        Protobuf graph = new Protobuf();
        String from = "input";
        int last = widths.length - 1;
        for (int layer = 1; layer <= last; layer++) {
            String product = layer == last ? "output" : "product" + layer;
            graph.message(1, node("Gemm", product, from, "weights" + layer, "bias" + layer));
            if (layer < last) {
                from = "hidden" + layer;
                graph.message(1, node("Relu", from, product));
            }
        }
        graph.text(2, name);
        for (int layer = 1; layer <= last; layer++) {
            int in = widths[layer - 1];
            int out = widths[layer];
            graph.message(5, weights("weights" + layer, random, in, in, out));
            graph.message(5, weights("bias" + layer, random, in, out));
        }
        graph.message(11, value("input", widths[0])).message(12, value("output", widths[last]));
        return new BenchModel(name, widths[0], file(graph));
    }

    private static byte[] file(Protobuf graph) {
        return new Protobuf()
                .number(1, IR_VERSION)
                .text(2, "mini-mlops-bench")
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").number(2, OPSET))
                .bytes();
    }

    private static Protobuf node(String type, String output, String... inputs) {
        Protobuf node = new Protobuf();
        List.of(inputs).forEach(input -> node.text(1, input));
        return node.text(2, output).text(3, output + "_node").text(4, type);
    }

    /// Uniform, and smaller the more of them are added up.
    private static Protobuf weights(String name, Random random, int fanIn, int... shape) {
        Protobuf tensor = new Protobuf();
        int count = 1;
        for (int extent : shape) {
            tensor.number(1, extent);
            count *= extent;
        }
        ByteBuffer raw = ByteBuffer.allocate(count * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            raw.putFloat((random.nextFloat() - 0.5f) / (float) Math.sqrt(fanIn));
        }
        return tensor.number(2, FLOAT).text(8, name).raw(9, raw.array());
    }

    private static Protobuf value(String name, int width) {
        Protobuf shape =
                new Protobuf()
                        .message(1, new Protobuf().text(2, "batch"))
                        .message(1, new Protobuf().number(1, width));
        Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }
}
