package io.minimlops.gateway.batchjob.table;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Walks over a struct in Thrift's compact protocol, as Parquet has them between its pages, to see
/// that no length in it goes beyond the bytes that are there: readers make room for what they are
/// told.
///
/// See https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
final class CompactThrift {

    private static final int DEEPEST = 24;
    private static final int LONG_LIST = 15;

    private final ByteBuffer from;
    private final Map<Integer, Long> found = new HashMap<>();

    private CompactThrift(ByteBuffer from) {
        this.from = from;
    }

    /// @param from is behind the struct afterwards
    /// @return the integers of the struct itself, by their fields
    /// @throws MalformedTable when it goes beyond the bytes
    static Map<Integer, Long> integers(ByteBuffer from) {
        CompactThrift walk = new CompactThrift(from);
        try {
            walk.struct(0);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedTable("a header ends too early", e);
        }
        return walk.found;
    }

    private void struct(int depth) {
        int id = 0;
        for (int head = from.get() & 0xFF; head != 0; head = from.get() & 0xFF) {
            int step = head >> 4;
            id = step == 0 ? (int) whole() : id + step;
            long value = value(head & 0xF, depth, false);
            if (depth == 0) {
                found.put(id, value);
            }
        }
    }

    private long value(int type, int depth, boolean inList) {
        if (depth > DEEPEST) {
            throw new MalformedTable("a header is nested too deeply");
        }
        switch (type) {
            case 1, 2 -> pass(inList ? 1 : 0);
            case 3 -> pass(1);
            case 4, 5, 6 -> {
                return whole();
            }
            case 7 -> pass(Double.BYTES);
            case 8 -> pass(varint());
            case 9, 10 -> list(depth);
            case 11 -> map(depth);
            case 12 -> struct(depth + 1);
            case 13 -> pass(2 * Long.BYTES);
            default -> throw new MalformedTable("a header has a value of no type");
        }
        return 0;
    }

    private void list(int depth) {
        int head = from.get() & 0xFF;
        long size = head >> 4 == LONG_LIST ? varint() : head >> 4;
        for (long i = 0; i < size; i++) {
            value(head & 0xF, depth + 1, true);
        }
    }

    private void map(int depth) {
        long size = varint();
        int types = size == 0 ? 0 : from.get() & 0xFF;
        for (long i = 0; i < size; i++) {
            value(types >> 4, depth + 1, true);
            value(types & 0xF, depth + 1, true);
        }
    }

    private void pass(long bytes) {
        if (bytes < 0 || bytes > from.remaining()) {
            throw new BufferUnderflowException();
        }
        from.position(from.position() + (int) bytes);
    }

    /// Zigzag: the sign is the last bit.
    private long whole() {
        long bits = varint();
        return (bits >>> 1) ^ -(bits & 1);
    }

    private long varint() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = from.get();
            bits |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return bits;
            }
        }
        throw new MalformedTable("a header has a number of too many bytes");
    }
}
