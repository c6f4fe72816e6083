package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/// Texts after all their lengths (DELTA_LENGTH_BYTE_ARRAY).
public final class MeasuredTexts extends ValuesReader {

    private final DeltaNumbers lengths;
    private final ByteBuffer bytes;

    public MeasuredTexts(ByteBuffer page) {
        this.lengths = new DeltaNumbers(page);
        this.bytes = page;
    }

    ByteBuffer next() {
        int length = within(bytes, lengths.readLong());
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return text;
    }

    /// @throws MalformedTable when the bytes end before the text
    static int within(ByteBuffer bytes, long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedTable(
                    "a text of %,d bytes is said to be in %,d"
                            .formatted(length, bytes.remaining()));
        }
        return (int) length;
    }

    @Override
    public Binary readBytes() {
        return Binary.fromConstantByteBuffer(next());
    }

    @Override
    public void skip() {
        next();
    }
}
