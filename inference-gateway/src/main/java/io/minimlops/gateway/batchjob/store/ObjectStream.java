package io.minimlops.gateway.batchjob.store;

import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.SourceFailed;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// Every read is a request to the store, except near the end: that is where a Parquet reader looks
/// first, some bytes at a time. Not thread-safe.
final class ObjectStream extends SeekableInputStream {

    /// Bytes; most footers fit.
    private static final int TAIL = 64 << 10;

    private final Objects objects;
    private final String bucket;
    private final Listed object;
    private final long tailFrom;
    private long position;
    private @Nullable ByteBuffer tail;

    ObjectStream(Objects objects, String bucket, Listed object) {
        this.objects = objects;
        this.bucket = bucket;
        this.object = object;
        this.tailFrom = Math.max(0, object.size() - TAIL);
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void seek(long to) {
        position = to;
    }

    @Override
    public void readFully(ByteBuffer into) throws IOException {
        int length = into.remaining();
        if (position < 0 || length > object.size() - position) {
            throw new EOFException(
                    "%,d bytes from %,d on are asked for, there are %,d"
                            .formatted(length, position, object.size()));
        }
        if (position >= tailFrom) {
            into.put(tail().slice((int) (position - tailFrom), length));
        } else {
            fetch(position, into);
        }
        position += length;
    }

    private ByteBuffer tail() throws IOException {
        if (tail == null) {
            ByteBuffer all = ByteBuffer.allocate((int) (object.size() - tailFrom));
            fetch(tailFrom, all);
            tail = all.flip();
        }
        return tail;
    }

    private void fetch(long offset, ByteBuffer into) throws IOException {
        try {
            objects.range(bucket, object, offset, into);
        } catch (StoreAway | ObjectChanged e) {
            throw new SourceFailed(e);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        long left = object.size() - position;
        if (left <= 0) {
            return -1;
        }
        int length = (int) Math.min(left, into.remaining());
        readFully(into.slice(into.position(), length));
        into.position(into.position() + length);
        return length;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return read(ByteBuffer.wrap(into, from, length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public void readFully(byte[] into) throws IOException {
        readFully(ByteBuffer.wrap(into));
    }

    @Override
    public void readFully(byte[] into, int from, int length) throws IOException {
        readFully(ByteBuffer.wrap(into, from, length));
    }
}
