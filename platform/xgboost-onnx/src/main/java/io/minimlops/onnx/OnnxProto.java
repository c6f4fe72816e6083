package io.minimlops.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Writes one protobuf message of ONNX's schema; each call appends a field. The field numbers are
/// those of `onnx.proto` (onnx 1.17, IR version 8); only the messages that a tree ensemble needs
/// are here, which spares a generated class of 60,000 lines.
public final class OnnxProto {

    /// `ModelProto`.
    public static final class Model {
        public static final int IR_VERSION = 1;
        public static final int PRODUCER_NAME = 2;
        public static final int GRAPH = 7;
        public static final int OPSET_IMPORT = 8;

        private Model() {}
    }

    /// `OperatorSetIdProto`.
    public static final class Opset {
        public static final int DOMAIN = 1;
        public static final int VERSION = 2;

        private Opset() {}
    }

    /// `GraphProto`.
    public static final class Graph {
        public static final int NODE = 1;
        public static final int NAME = 2;
        public static final int INPUT = 11;
        public static final int OUTPUT = 12;

        private Graph() {}
    }

    /// `NodeProto`.
    public static final class Node {
        public static final int INPUT = 1;
        public static final int OUTPUT = 2;
        public static final int OP_TYPE = 4;
        public static final int ATTRIBUTE = 5;
        public static final int DOMAIN = 7;

        private Node() {}
    }

    /// `AttributeProto`, and the values of its field `type`.
    public static final class Attribute {
        public static final int NAME = 1;
        public static final int I = 3;
        public static final int S = 4;
        public static final int FLOATS = 7;
        public static final int INTS = 8;
        public static final int STRINGS = 9;
        public static final int TYPE = 20;

        public static final int TYPE_INT = 2;
        public static final int TYPE_STRING = 3;
        public static final int TYPE_FLOATS = 6;
        public static final int TYPE_INTS = 7;
        public static final int TYPE_STRINGS = 8;

        private Attribute() {}
    }

    /// `ValueInfoProto` → `TypeProto` → `TypeProto.Tensor` → `TensorShapeProto` → `Dimension`.
    public static final class Value {
        public static final int NAME = 1;
        public static final int TYPE = 2;
        public static final int TYPE_TENSOR = 1;
        public static final int TENSOR_ELEMENT = 1;
        public static final int TENSOR_SHAPE = 2;
        public static final int SHAPE_DIMENSION = 1;
        public static final int DIMENSION_SIZE = 1;
        public static final int DIMENSION_NAME = 2;

        public static final int FLOAT = 1;
        public static final int UINT16 = 4;
        public static final int INT16 = 5;
        public static final int INT32 = 6;
        public static final int INT64 = 7;
        public static final int UINT32 = 12;
        public static final int UINT64 = 13;

        private Value() {}
    }

    private final ByteString.Output bytes = ByteString.newOutput();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    public OnnxProto text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    public OnnxProto number(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    public OnnxProto decimal(int field, float value) {
        return write(() -> out.writeFloat(field, value));
    }

    public OnnxProto message(int field, OnnxProto message) {
        return write(() -> out.writeBytes(field, message.toByteString()));
    }

    /// A field of text or a message whose bytes are there already.
    public OnnxProto bytes(int field, ByteBuffer value) {
        return write(() -> out.writeBytes(field, ByteString.copyFrom(value)));
    }

    public byte[] toByteArray() {
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
