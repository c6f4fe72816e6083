package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;

/// Integers of seven bits a byte, the lowest first.
public final class Varint {

    private Varint() {}

    /// @throws java.nio.BufferUnderflowException when the bytes end before the number
    public static long unsigned(ByteBuffer from) {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = from.get();
            bits |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return bits;
            }
        }
        throw new MalformedTable("a number has too many bytes");
    }

    /// Zigzag: the sign is the last bit.
    ///
    /// @throws java.nio.BufferUnderflowException when the bytes end before the number
    public static long signed(ByteBuffer from) {
        long bits = unsigned(from);
        return (bits >>> 1) ^ -(bits & 1);
    }
}
