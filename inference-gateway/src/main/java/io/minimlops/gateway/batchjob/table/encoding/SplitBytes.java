package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import org.apache.parquet.column.values.ValuesReader;

/// Numbers whose first bytes come first, then all their second bytes (BYTE_STREAM_SPLIT).
public final class SplitBytes extends ValuesReader {

    private final ByteBuffer bytes;
    private final int width;
    private final int count;
    private int next;

    /// @param page that begins where the buffer does
    /// @param width of a number, in bytes
    public SplitBytes(ByteBuffer page, int width) {
        this.bytes = page;
        this.width = width;
        this.count = page.limit() / width;
    }

    private long bits() {
        if (next == count) {
            throw new MalformedTable("a page has fewer values than it says");
        }
        long bits = 0;
        for (int i = width - 1; i >= 0; i--) {
            bits = bits << Byte.SIZE | bytes.get(i * count + next) & 0xFF;
        }
        next++;
        return bits;
    }

    @Override
    public int readInteger() {
        return (int) bits();
    }

    @Override
    public long readLong() {
        return bits();
    }

    @Override
    public float readFloat() {
        return Float.intBitsToFloat((int) bits());
    }

    @Override
    public double readDouble() {
        return Double.longBitsToDouble(bits());
    }

    @Override
    public void skip() {
        bits();
    }
}
