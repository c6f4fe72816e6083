package io.minimlops.gateway.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Direct memory that grows and is kept between calls.
final class NativeBuffer {

    private static final int SMALLEST = 4096;

    private ByteBuffer memory = allocate(SMALLEST);

    /// Makes room for so many bytes; true when the memory moved, and everything laid over it is
    /// stale.
    boolean reserve(long bytes) {
        if (bytes <= memory.capacity()) {
            return false;
        }
        long doubled = Math.max(bytes, 2L * memory.capacity());
        memory = allocate((int) Math.min(doubled, Integer.MAX_VALUE - 16));
        return true;
    }

    /// The first bytes, in native order.
    ByteBuffer first(int bytes) {
        return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
