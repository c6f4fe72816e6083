package io.minimlops.gateway.oip.grpc;

import com.google.protobuf.ByteString;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import io.minimlops.oip.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Elements in the message's own typed fields, as clients send that do not send raw bytes.
final class TensorContents {

    private TensorContents() {}

    /// @throws BadRequest when the field of that datatype does not hold that many elements
    static Content read(String name, DataType type, long elements, InferTensorContents contents) {
        int found = count(type, contents);
        if (found != elements) {
            throw new BadRequest(
                    "unexpected size for input '%s': the shape needs %d elements, the contents of %s hold %d"
                            .formatted(name, elements, type, found));
        }
        if (type == DataType.BYTES) {
            return new Strings(
                    contents.getBytesContentsList().stream().map(ByteString::toByteArray).toList());
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(found, type.width()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < found; i++) {
            put(bytes, name, type, contents, i);
        }
        return new Numbers(bytes.flip());
    }

    private static int count(DataType type, InferTensorContents contents) {
        return switch (type) {
            case BOOL -> contents.getBoolContentsCount();
            case INT8, INT16, INT32 -> contents.getIntContentsCount();
            case INT64 -> contents.getInt64ContentsCount();
            case UINT8, UINT16, UINT32 -> contents.getUintContentsCount();
            case UINT64 -> contents.getUint64ContentsCount();
            case FP32 -> contents.getFp32ContentsCount();
            case FP64 -> contents.getFp64ContentsCount();
            case BYTES -> contents.getBytesContentsCount();
            case FP16, BF16 -> throw new BadRequest(type + " travels as raw contents only");
        };
    }

    private static void put(
            ByteBuffer bytes, String name, DataType type, InferTensorContents contents, int i) {
        switch (type) {
            case BOOL -> bytes.put((byte) (contents.getBoolContents(i) ? 1 : 0));
            case INT8 -> bytes.put((byte) fit(name, type, contents.getIntContents(i), 0x80));
            case INT16 ->
                    bytes.putShort((short) fit(name, type, contents.getIntContents(i), 1L << 15));
            case INT32 -> bytes.putInt(contents.getIntContents(i));
            case INT64 -> bytes.putLong(contents.getInt64Contents(i));
            case UINT8 -> bytes.put((byte) fitUnsigned(name, type, contents.getUintContents(i)));
            case UINT16 ->
                    bytes.putShort((short) fitUnsigned(name, type, contents.getUintContents(i)));
            case UINT32 -> bytes.putInt(contents.getUintContents(i));
            case UINT64 -> bytes.putLong(contents.getUint64Contents(i));
            case FP32 -> bytes.putFloat(contents.getFp32Contents(i));
            case FP64 -> bytes.putDouble(contents.getFp64Contents(i));
            case FP16, BF16, BYTES -> throw new IllegalStateException(type + " has no typed field");
        }
    }

    private static int fit(String name, DataType type, int value, long bound) {
        if (value < -bound || value >= bound) {
            throw new BadRequest("input '%s': %d does not fit %s".formatted(name, value, type));
        }
        return value;
    }

    private static int fitUnsigned(String name, DataType type, int bits) {
        long value = Integer.toUnsignedLong(bits);
        if (value >= 1L << type.width() * 8) {
            throw new BadRequest("input '%s': %d does not fit %s".formatted(name, value, type));
        }
        return bits;
    }

    static InferTensorContents write(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        switch (tensor.content()) {
            case Strings strings ->
                    strings.elements()
                            .forEach(e -> contents.addBytesContents(ByteString.copyFrom(e)));
            case Numbers numbers -> add(contents, tensor, numbers.view());
        }
        return contents.build();
    }

    private static void add(InferTensorContents.Builder contents, Tensor tensor, ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            switch (tensor.type()) {
                case BOOL -> contents.addBoolContents(bytes.get() != 0);
                case INT8 -> contents.addIntContents(bytes.get());
                case INT16 -> contents.addIntContents(bytes.getShort());
                case INT32 -> contents.addIntContents(bytes.getInt());
                case INT64 -> contents.addInt64Contents(bytes.getLong());
                case UINT8 -> contents.addUintContents(Byte.toUnsignedInt(bytes.get()));
                case UINT16 -> contents.addUintContents(Short.toUnsignedInt(bytes.getShort()));
                case UINT32 -> contents.addUintContents(bytes.getInt());
                case UINT64 -> contents.addUint64Contents(bytes.getLong());
                case FP32 -> contents.addFp32Contents(bytes.getFloat());
                case FP64 -> contents.addFp64Contents(bytes.getDouble());
                case FP16, BF16, BYTES ->
                        throw new BadRequest(
                                "output '%s': %s travels as raw contents only"
                                        .formatted(tensor.name(), tensor.type()));
            }
        }
    }
}
