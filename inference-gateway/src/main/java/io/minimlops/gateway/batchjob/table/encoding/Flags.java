package io.minimlops.gateway.batchjob.table.encoding;

import java.nio.ByteBuffer;
import org.apache.parquet.column.values.ValuesReader;

/// Booleans (PLAIN or RLE).
public final class Flags extends ValuesReader {

    private final RunLengths bits;

    private Flags(RunLengths bits) {
        this.bits = bits;
    }

    public static Flags plain(ByteBuffer page) {
        return new Flags(RunLengths.bits(page));
    }

    public static Flags inRuns(ByteBuffer page) {
        return new Flags(RunLengths.measured(page, 1));
    }

    @Override
    public boolean readBoolean() {
        return bits.next() != 0;
    }

    @Override
    public void skip() {
        bits.next();
    }
}
