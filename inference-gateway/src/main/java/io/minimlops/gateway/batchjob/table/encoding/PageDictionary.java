package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.io.api.Binary;

/// The values that a column's pages have by their places here.
public final class PageDictionary {

    private final ByteBuffer bytes;
    private final ByteBuffer ends;
    private final int size;

    private PageDictionary(ByteBuffer bytes, ByteBuffer ends, int size) {
        this.bytes = bytes;
        this.ends = ends;
        this.size = size;
    }

    /// @param page that begins where the buffer does
    /// @param size entries
    /// @param width of one, in bytes
    public static PageDictionary numbers(ByteBuffer page, int size, int width) {
        check(page, size, width);
        return new PageDictionary(page.order(ByteOrder.LITTLE_ENDIAN), page, size);
    }

    /// @param page that begins where the buffer does
    /// @param size entries
    /// @param memory for their places
    public static PageDictionary texts(ByteBuffer page, int size, ByteBufferAllocator memory) {
        check(page, size, Integer.BYTES);
        ByteBuffer bytes = page.order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ends = memory.allocate(size * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            int length = MeasuredTexts.within(bytes, bytes.getInt());
            bytes.position(bytes.position() + length);
            ends.putInt(bytes.position());
        }
        return new PageDictionary(bytes, ends, size);
    }

    private static void check(ByteBuffer page, int size, int least) {
        if (size < 0 || size > page.limit() / least) {
            throw new MalformedTable(
                    "a dictionary of %,d entries is said to be in %,d bytes"
                            .formatted(size, page.limit()));
        }
    }

    int wholeAt(int id) {
        return bytes.getInt(Objects.checkIndex(id, size) * Integer.BYTES);
    }

    long longAt(int id) {
        return bytes.getLong(Objects.checkIndex(id, size) * Long.BYTES);
    }

    float floatAt(int id) {
        return bytes.getFloat(Objects.checkIndex(id, size) * Float.BYTES);
    }

    double doubleAt(int id) {
        return bytes.getDouble(Objects.checkIndex(id, size) * Double.BYTES);
    }

    Binary textAt(int id) {
        int end = ends.getInt(Objects.checkIndex(id, size) * Integer.BYTES);
        int from = Integer.BYTES + (id == 0 ? 0 : ends.getInt((id - 1) * Integer.BYTES));
        return Binary.fromConstantByteBuffer(bytes, from, end - from);
    }
}
