package io.minimlops.orchestrator.training;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes one protobuf message of ONNX's schema. The field numbers are those of `onnx.proto` (onnx
/// 1.17, IR version 8); only the messages that a tree ensemble needs are here, which spares a
/// generated class of 60,000 lines.
final class OnnxProto {

    /// `ModelProto`.
    static final class Model {
        static final int IR_VERSION = 1;
        static final int PRODUCER_NAME = 2;
        static final int GRAPH = 7;
        static final int OPSET_IMPORT = 8;

        private Model() {}
    }

    /// `OperatorSetIdProto`.
    static final class Opset {
        static final int DOMAIN = 1;
        static final int VERSION = 2;

        private Opset() {}
    }

    /// `GraphProto`.
    static final class Graph {
        static final int NODE = 1;
        static final int NAME = 2;
        static final int INPUT = 11;
        static final int OUTPUT = 12;

        private Graph() {}
    }

    /// `NodeProto`.
    static final class Node {
        static final int INPUT = 1;
        static final int OUTPUT = 2;
        static final int OP_TYPE = 4;
        static final int ATTRIBUTE = 5;
        static final int DOMAIN = 7;

        private Node() {}
    }

    /// `AttributeProto`, and the values of its field `type`.
    static final class Attribute {
        static final int NAME = 1;
        static final int I = 3;
        static final int S = 4;
        static final int FLOATS = 7;
        static final int INTS = 8;
        static final int STRINGS = 9;
        static final int TYPE = 20;

        static final int TYPE_INT = 2;
        static final int TYPE_STRING = 3;
        static final int TYPE_FLOATS = 6;
        static final int TYPE_INTS = 7;
        static final int TYPE_STRINGS = 8;

        private Attribute() {}
    }

    /// `ValueInfoProto` → `TypeProto` → `TypeProto.Tensor` → `TensorShapeProto` → `Dimension`.
    static final class Value {
        static final int NAME = 1;
        static final int TYPE = 2;
        static final int TYPE_TENSOR = 1;
        static final int TENSOR_ELEMENT = 1;
        static final int TENSOR_SHAPE = 2;
        static final int SHAPE_DIMENSION = 1;
        static final int DIMENSION_SIZE = 1;
        static final int DIMENSION_NAME = 2;

        static final int FLOAT = 1;

        private Value() {}
    }

    private final ByteString.Output bytes = ByteString.newOutput();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    OnnxProto text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    OnnxProto number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    OnnxProto decimal(int field, float value) {
        return write(() -> out.writeFloat(field, value));
    }

    OnnxProto message(int field, OnnxProto message) {
        return write(() -> out.writeBytes(field, message.toByteString()));
    }

    byte[] toByteArray() {
        return toByteString().toByteArray();
    }

    private ByteString toByteString() {
        write(out::flush);
        return bytes.toByteString();
    }

    private OnnxProto write(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
