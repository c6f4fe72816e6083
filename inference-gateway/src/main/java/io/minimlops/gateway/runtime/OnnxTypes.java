package io.minimlops.gateway.runtime;

import ai.onnxruntime.OnnxJavaType;
import io.minimlops.gateway.tensor.DataType;
import java.util.Optional;

/// Our datatypes and ONNX Runtime's. Its Java binding knows no unsigned integer wider than
/// a byte: see [SignedTwin].
final class OnnxTypes {

    private OnnxTypes() {}

    static Optional<DataType> of(OnnxJavaType type) {
        return Optional.ofNullable(
                switch (type) {
                    case FLOAT -> DataType.FP32;
                    case DOUBLE -> DataType.FP64;
                    case INT8 -> DataType.INT8;
                    case INT16 -> DataType.INT16;
                    case INT32 -> DataType.INT32;
                    case INT64 -> DataType.INT64;
                    case UINT8 -> DataType.UINT8;
                    case BOOL -> DataType.BOOL;
                    case STRING -> DataType.BYTES;
                    case FLOAT16 -> DataType.FP16;
                    case BFLOAT16 -> DataType.BF16;
                    case UNKNOWN -> null;
                });
    }

    static OnnxJavaType of(DataType type) {
        return switch (type) {
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case INT8 -> OnnxJavaType.INT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            case BYTES -> OnnxJavaType.STRING;
            case FP16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case UINT16, UINT32, UINT64 -> OnnxJavaType.UNKNOWN;
        };
    }
}
