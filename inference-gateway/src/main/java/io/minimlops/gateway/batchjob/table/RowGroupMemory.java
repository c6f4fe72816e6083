package io.minimlops.gateway.batchjob.table;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;

/// What a Parquet file's row group takes, as stored and as unpacked, outside the heap and given
/// back at once. Bounded, because sizes are what the file says they are.
final class RowGroupMemory implements ByteBufferAllocator, AutoCloseable {

    private static final int ALIGNMENT = 8;

    private final long most;
    private Arena arena = Arena.ofShared();
    private long taken;

    /// @param most bytes
    RowGroupMemory(long most) {
        this.most = most;
    }

    /// @throws MalformedTable beyond the bound
    @Override
    public ByteBuffer allocate(int size) {
        if (size < 0 || size > most - taken) {
            throw new MalformedTable(
                    "a row group asks for %,d bytes at once, this gateway gives %,d"
                            .formatted(size, most - taken));
        }
        taken += size;
        return arena.allocate(size, ALIGNMENT).asByteBuffer();
    }

    /// Gives everything back; buffers of before can no longer be used.
    @SuppressWarnings("MustBeClosedChecker")
    void clear() {
        arena.close();
        arena = Arena.ofShared();
        taken = 0;
    }

    /// Does nothing: memory goes back by row groups.
    @Override
    public void release(ByteBuffer buffer) {}

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public void close() {
        arena.close();
    }
}
