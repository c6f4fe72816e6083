package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Texts that begin as the one before (DELTA_BYTE_ARRAY): how many bytes of it, then the rest. What
/// was read is overwritten by the next.
public final class SharedPrefixTexts extends ValuesReader {

    private final DeltaNumbers prefixes;
    private final MeasuredTexts rests;
    private final ByteBufferAllocator memory;
    private ByteBuffer text;
    private int length;

    /// @param memory where texts are put together
    /// @param before the page before, whose memory is used on
    /// @param goesOn whether the first text may begin as the last one of the page before: some
    ///     writers' do (PARQUET-246)
    public SharedPrefixTexts(
            ByteBuffer page,
            ByteBufferAllocator memory,
            @Nullable SharedPrefixTexts before,
            boolean goesOn) {
        this.prefixes = new DeltaNumbers(page);
        this.rests = new MeasuredTexts(page);
        this.memory = memory;
        this.text = before == null ? ByteBuffer.allocate(0) : before.text;
        this.length = before != null && goesOn ? before.length : 0;
    }

    private void next() {
        long prefix = prefixes.readLong();
        ByteBuffer rest = rests.next();
        if (prefix < 0 || prefix > length) {
            throw new MalformedTable(
                    "a text is said to begin with %,d bytes of one that has %,d"
                            .formatted(prefix, length));
        }
        makeRoom(prefix + rest.remaining());
        text.put((int) prefix, rest, 0, rest.remaining());
        length = (int) prefix + rest.remaining();
    }

    private void makeRoom(long size) {
        if (size > text.capacity()) {
            ByteBuffer wider = memory.allocate((int) Math.min(Integer.MAX_VALUE, 2 * size));
            wider.put(0, text, 0, length);
            text = wider;
        }
    }

    @Override
    public Binary readBytes() {
        next();
        return Binary.fromReusedByteBuffer(text.slice(0, length));
    }

    @Override
    public void skip() {
        next();
    }
}
