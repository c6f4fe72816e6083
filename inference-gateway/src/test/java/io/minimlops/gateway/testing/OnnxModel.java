package io.minimlops.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Tiny ONNX models, written field by field as the protocol buffers they are.
public final class OnnxModel {

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int UINT16 = 4;
    public static final int INT16 = 5;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;
    public static final int UINT32 = 12;
    public static final int UINT64 = 13;
    public static final int BFLOAT16 = 16;

    private OnnxModel() {}

    /// `probability = sigmoid(input · weights + bias)`, a missing value counting as 0.
    public static byte[] logistic(float bias, float... weights) {
        Message graph =
                new Message()
                        .message(1, node("IsNaN", List.of("input"), "missing"))
                        .message(1, node("Where", List.of("missing", "zero", "input"), "known"))
                        .message(1, node("MatMul", List.of("known", "weights"), "product"))
                        .message(1, node("Add", List.of("product", "bias"), "score"))
                        .message(1, node("Sigmoid", List.of("score"), "probability"))
                        .text(2, "logistic")
                        .message(5, floats("zero", new long[0], 0f))
                        .message(5, floats("weights", new long[] {weights.length, 1}, weights))
                        .message(5, floats("bias", new long[] {1}, bias))
                        .message(11, value("input", FLOAT, -1, weights.length))
                        .message(12, value("probability", FLOAT, -1, 1));
        return model(graph);
    }

    /// `output = input`, of any type and shape; -1 is open.
    public static byte[] identity(int type, long... shape) {
        return model(
                new Message()
                        .message(1, node("Identity", List.of("input"), "output"))
                        .text(2, "identity")
                        .message(11, value("input", type, shape))
                        .message(12, value("output", type, shape)));
    }

    /// Answers rows of three numbers with a number, after so many products of two 700×700 matrices
    /// that depend on the rows: some 20 ms each on one core.
    public static byte[] slow(int products) {
        int side = 700;
        float[] small = new float[3 * side];
        float[] ones = new float[side];
        Arrays.fill(small, 1e-6f);
        Arrays.fill(ones, 1e-6f);
        Message graph =
                new Message()
                        .message(1, node("MatMul", List.of("input", "weights"), "wide"))
                        .message(1, node("Transpose", List.of("wide"), "tall"))
                        .message(1, node("MatMul", List.of("tall", "wide"), "square0"));
        for (int i = 0; i < products; i++) {
            graph.message(
                    1, node("MatMul", List.of("square" + i, "square" + i), "square" + (i + 1)));
        }
        return model(
                graph.message(1, node("MatMul", List.of("wide", "square" + products), "mixed"))
                        .message(1, node("MatMul", List.of("mixed", "ones"), "probability"))
                        .text(2, "slow")
                        .message(5, floats("weights", new long[] {3, side}, small))
                        .message(5, floats("ones", new long[] {side, 1}, ones))
                        .message(11, value("input", FLOAT, -1, 3))
                        .message(12, value("probability", FLOAT, -1, 1)));
    }

    /// `OUTPUT0 = INPUT0 + INPUT1`, `OUTPUT1 = INPUT0 − INPUT1`, of INT32.
    public static byte[] sumAndDifference(long width) {
        Message graph =
                new Message()
                        .message(1, node("Add", List.of("INPUT0", "INPUT1"), "OUTPUT0"))
                        .message(1, node("Sub", List.of("INPUT0", "INPUT1"), "OUTPUT1"))
                        .text(2, "sum");
        for (int i = 0; i < 2; i++) {
            graph.message(11, value("INPUT" + i, INT32, -1, width))
                    .message(12, value("OUTPUT" + i, INT32, -1, width));
        }
        return model(graph);
    }

    /// `output = input + weights`, two floats that lie in a file of their own.
    public static byte[] externalWeights(String location) {
        Message weights =
                new Message()
                        .number(1, 2)
                        .number(2, FLOAT)
                        .text(8, "weights")
                        .message(13, new Message().text(1, "location").text(2, location))
                        .number(14, 1);
        return model(
                new Message()
                        .message(1, node("Add", List.of("input", "weights"), "output"))
                        .text(2, "external")
                        .message(5, weights)
                        .message(11, value("input", FLOAT, -1, 2))
                        .message(12, value("output", FLOAT, -1, 2)));
    }

    /// `output` is `input` in another type.
    public static byte[] cast(int from, int to, long... shape) {
        Message target = new Message().text(1, "to").number(3, to).number(20, 2);
        return model(
                new Message()
                        .message(1, node("Cast", List.of("input"), "output").message(5, target))
                        .text(2, "cast")
                        .message(11, value("input", from, shape))
                        .message(12, value("output", to, shape)));
    }

    private static byte[] model(Message graph) {
        return new Message()
                .number(1, 8)
                .text(2, "mini-mlops-tests")
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .bytes();
    }

    private static Message node(String type, List<String> inputs, String output) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output).text(3, output + "_node").text(4, type);
    }

    private static Message floats(String name, long[] shape, float... values) {
        Message tensor = new Message();
        for (long dimension : shape) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        return tensor.number(2, FLOAT).text(8, name).raw(9, raw.array());
    }

    private static Message value(String name, int type, long... shape) {
        Message dimensions = new Message();
        for (long dimension : shape) {
            dimensions.message(
                    1,
                    dimension < 0
                            ? new Message().text(2, "batch")
                            : new Message().number(1, dimension));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /// A protocol buffers message under construction.
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes());
        }

        Message raw(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
