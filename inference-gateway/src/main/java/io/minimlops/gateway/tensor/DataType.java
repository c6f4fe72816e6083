package io.minimlops.gateway.tensor;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The datatypes of the Open Inference Protocol, with Triton's BF16.
public enum DataType {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /// Byte strings of any length each.
    BYTES(0);

    private final int width;

    DataType(int width) {
        this.width = width;
    }

    private static final Map<String, DataType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DataType::name, it -> it));

    /// Bytes per element; 0 for [#BYTES].
    public int width() {
        return width;
    }

    public boolean isFixedWidth() {
        return width > 0;
    }

    /// Half-width floats have no JSON form.
    public boolean hasJsonForm() {
        return this != FP16 && this != BF16;
    }

    public boolean isFloating() {
        return this == FP16 || this == BF16 || this == FP32 || this == FP64;
    }

    public static Optional<DataType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
