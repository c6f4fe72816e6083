package io.minimlops.gateway.batchjob.table;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;

/// What a Parquet file's row group takes, as stored and as unpacked, outside the heap and given
/// back at once; in the heap it has only what its pages' headers become. Bounded, because sizes are
/// what the file says they are.
final class RowGroupMemory implements ByteBufferAllocator, AutoCloseable {

    private static final int ALIGNMENT = 8;

    /// Of the heap.
    private static final int SHARE = 4;

    private static final long MOST_HEAP = Runtime.getRuntime().maxMemory() / SHARE;

    private final long most;
    private Arena arena = Arena.ofShared();
    private long taken;
    private long heapTaken;

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

    /// Notes what the reader makes in the heap.
    ///
    /// @throws MalformedTable beyond the bound
    void takeHeap(long bytes) {
        heapTaken += bytes;
        if (heapTaken > MOST_HEAP) {
            throw new MalformedTable(
                    "the page headers of a row group take more than the %,d bytes of heap this gateway gives: write larger pages"
                            .formatted(MOST_HEAP));
        }
    }

    /// Gives everything back; buffers of before can no longer be used.
    @SuppressWarnings("MustBeClosedChecker")
    void clear() {
        arena.close();
        arena = Arena.ofShared();
        taken = 0;
        heapTaken = 0;
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
