package io.minimlops.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.onnx.OnnxFields;
import io.minimlops.onnx.OnnxProto;
import io.minimlops.onnx.OnnxProto.Attribute;
import io.minimlops.onnx.OnnxProto.Graph;
import io.minimlops.onnx.OnnxProto.Model;
import io.minimlops.onnx.OnnxProto.Node;
import io.minimlops.onnx.OnnxProto.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a model again with signed integers at its ends and a `Cast` behind each input and before
/// each output. Casts between integers of one width keep the bits, so no number changes.
final class SignedTwin {

    static final String FED = "/fed";
    static final String READ = "/read";

    private final UnsignedTensors tensors;

    private SignedTwin(UnsignedTensors tensors) {
        this.tensors = tensors;
    }

    /// Beside the model, because a model names files with its weights relative to its own place.
    ///
    /// @return a file that the caller deletes
    static Path write(Path model, UnsignedTensors tensors) throws IOException {
        Path twin = Files.createTempFile(model.toAbsolutePath().getParent(), ".signed", ".onnx");
        try (FileChannel in = FileChannel.open(model);
                FileChannel out = FileChannel.open(twin, StandardOpenOption.WRITE)) {
            ByteBuffer content = in.map(MapMode.READ_ONLY, 0, in.size());
            for (ByteBuffer piece : new SignedTwin(tensors).model(content)) {
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
            return twin;
        } catch (IOException | IllegalArgumentException e) {
            Files.delete(twin);
            throw new IOException(
                    "%s cannot be rewritten for its unsigned tensors: %s"
                            .formatted(model.getFileName(), e.getMessage()),
                    e);
        }
    }

    private List<ByteBuffer> model(ByteBuffer content) {
        List<ByteBuffer> pieces = new ArrayList<>();
        OnnxFields fields = new OnnxFields(content);
        while (fields.next()) {
            if (fields.field() == Model.GRAPH) {
                List<ByteBuffer> graph = graph(fields.payload());
                long length = graph.stream().mapToLong(ByteBuffer::remaining).sum();
                pieces.add(header(Model.GRAPH, length));
                pieces.addAll(graph);
            } else {
                pieces.add(fields.raw());
            }
        }
        return pieces;
    }

    private List<ByteBuffer> graph(ByteBuffer content) {
        List<ByteBuffer> pieces = new ArrayList<>();
        tensors.inputs()
                .forEach((name, type) -> pieces.add(cast(name + FED, name, unsigned(type))));
        OnnxFields fields = new OnnxFields(content);
        while (fields.next()) {
            pieces.add(
                    switch (fields.field()) {
                        case Graph.INPUT -> end(fields, tensors.inputs(), FED);
                        case Graph.OUTPUT -> end(fields, tensors.outputs(), READ);
                        default -> fields.raw();
                    });
        }
        tensors.outputs()
                .forEach((name, type) -> pieces.add(cast(name, name + READ, signed(type))));
        return pieces;
    }

    /// An input or output under its new name and type, if it is one of those that change.
    private static ByteBuffer end(OnnxFields field, Map<String, DataType> changed, String suffix) {
        ByteBuffer value = field.payload();
        String name =
                OnnxFields.find(value, Value.NAME)
                        .map(bytes -> UTF_8.decode(bytes).toString())
                        .orElse("");
        DataType type = changed.get(name);
        if (type == null) {
            return field.raw();
        }
        OnnxProto tensor = new OnnxProto().number(Value.TENSOR_ELEMENT, signed(type));
        OnnxFields.find(value, Value.TYPE)
                .flatMap(any -> OnnxFields.find(any, Value.TYPE_TENSOR))
                .flatMap(any -> OnnxFields.find(any, Value.TENSOR_SHAPE))
                .ifPresent(shape -> tensor.bytes(Value.TENSOR_SHAPE, shape));
        OnnxProto renamed =
                new OnnxProto()
                        .text(Value.NAME, name + suffix)
                        .message(Value.TYPE, new OnnxProto().message(Value.TYPE_TENSOR, tensor));
        return ByteBuffer.wrap(new OnnxProto().message(field.field(), renamed).toByteArray());
    }

    private static ByteBuffer cast(String from, String to, int type) {
        OnnxProto target =
                new OnnxProto()
                        .text(Attribute.NAME, "to")
                        .number(Attribute.TYPE, Attribute.TYPE_INT)
                        .number(Attribute.I, type);
        OnnxProto node =
                new OnnxProto()
                        .text(Node.INPUT, from)
                        .text(Node.OUTPUT, to)
                        .text(Node.OP_TYPE, "Cast")
                        .message(Node.ATTRIBUTE, target);
        return ByteBuffer.wrap(new OnnxProto().message(Graph.NODE, node).toByteArray());
    }

    /// Tag and length of a message whose content follows.
    private static ByteBuffer header(int field, long length) {
        ByteBuffer header = ByteBuffer.allocate(16).put((byte) (field << 3 | 2));
        long rest = length;
        while (rest > 0x7f) {
            header.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return header.put((byte) rest).flip();
    }

    private static int unsigned(DataType type) {
        return switch (type) {
            case UINT16 -> Value.UINT16;
            case UINT32 -> Value.UINT32;
            case UINT64 -> Value.UINT64;
            default -> throw new IllegalArgumentException(type + " can be fed as it is");
        };
    }

    private static int signed(DataType type) {
        return switch (type) {
            case UINT16 -> Value.INT16;
            case UINT32 -> Value.INT32;
            case UINT64 -> Value.INT64;
            default -> throw new IllegalArgumentException(type + " can be fed as it is");
        };
    }
}
