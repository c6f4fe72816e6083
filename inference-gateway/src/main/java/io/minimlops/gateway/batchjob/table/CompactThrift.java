package io.minimlops.gateway.batchjob.table;

import io.minimlops.gateway.batchjob.table.encoding.Varint;
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

    /// Several times those that there are in Parquet.
    private static final int MOST_FIELDS = 256;

    private final ByteBuffer from;
    private final Map<Integer, Long> found = new HashMap<>();

    private CompactThrift(ByteBuffer from) {
        this.from = from;
    }

    /// @param from is behind the struct afterwards
    /// @return the integers of the struct itself by their fields, and those of the structs in it as
    ///     [#within] has them
    /// @throws MalformedTable when it goes beyond the bytes, or has a field twice: readers do not
    ///     agree on which one counts
    static Map<Integer, Long> integers(ByteBuffer from) {
        CompactThrift walk = new CompactThrift(from);
        try {
            walk.struct(0, 0);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedTable("a header ends too early", e);
        }
        return walk.found;
    }

    /// A field of a struct that is one of the struct's own.
    static int within(int struct, int field) {
        return struct << Short.SIZE | field & 0xFFFF;
    }

    private void struct(int depth, int parent) {
        short id = 0;
        for (int head = from.get() & 0xFF; head != 0; head = from.get() & 0xFF) {
            int step = head >> 4;
            id = (short) (step == 0 ? Varint.signed(from) : id + step);
            long value = value(head & 0xF, depth, id, false);
            if (depth <= 1) {
                note(within(parent, id), value);
            }
        }
    }

    private void note(int field, long value) {
        if (found.put(field, value) != null) {
            throw new MalformedTable("a header has a field twice");
        }
        if (found.size() > MOST_FIELDS) {
            throw new MalformedTable("a header has more than %d fields".formatted(MOST_FIELDS));
        }
    }

    private long value(int type, int depth, int id, boolean inList) {
        if (depth > DEEPEST) {
            throw new MalformedTable("a header is nested too deeply");
        }
        switch (type) {
            case 1, 2 -> pass(inList ? 1 : 0);
            case 3 -> pass(1);
            case 4, 5, 6 -> {
                return Varint.signed(from);
            }
            case 7 -> pass(Double.BYTES);
            case 8 -> pass(Varint.unsigned(from));
            case 9, 10 -> list(depth);
            case 11 -> map(depth);
            case 12 -> struct(depth + 1, id);
            case 13 -> pass(2 * Long.BYTES);
            default -> throw new MalformedTable("a header has a value of no type");
        }
        return 0;
    }

    private void list(int depth) {
        int head = from.get() & 0xFF;
        long size = head >> 4 == LONG_LIST ? Varint.unsigned(from) : head >> 4;
        for (long i = 0; i < size; i++) {
            value(head & 0xF, depth + 1, 0, true);
        }
    }

    private void map(int depth) {
        long size = Varint.unsigned(from);
        int types = size == 0 ? 0 : from.get() & 0xFF;
        for (long i = 0; i < size; i++) {
            value(types >> 4, depth + 1, 0, true);
            value(types & 0xF, depth + 1, 0, true);
        }
    }

    private void pass(long bytes) {
        if (bytes < 0 || bytes > from.remaining()) {
            throw new BufferUnderflowException();
        }
        from.position(from.position() + (int) bytes);
    }
}
