package io.minimlops.gateway.batchjob.table;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import java.util.Arrays;
import java.util.BitSet;

/// Cuts a column of some rows out of what is decoded.
final class ParquetColumn {

    private ParquetColumn() {}

    static Column of(ColumnReader reader, Field.Kind kind, int from, int to) {
        BitSet missing = missing(reader.getLeafValidity(), from, to);
        return switch (kind) {
            case INT32 -> new Column.Ints(Arrays.copyOfRange(reader.getInts(), from, to), missing);
            case INT64 ->
                    new Column.Longs(Arrays.copyOfRange(reader.getLongs(), from, to), missing);
            case FLOAT ->
                    new Column.Floats(Arrays.copyOfRange(reader.getFloats(), from, to), missing);
            case DOUBLE ->
                    new Column.Doubles(Arrays.copyOfRange(reader.getDoubles(), from, to), missing);
            case BOOLEAN ->
                    new Column.Flags(Arrays.copyOfRange(reader.getBooleans(), from, to), missing);
            case BYTES -> new Column.Texts(texts(reader, from, to), missing);
            case OTHER -> throw new IllegalStateException("column of an unreadable type");
        };
    }

    private static byte[][] texts(ColumnReader reader, int from, int to) {
        byte[] all = reader.getBinaryValues();
        int[] offsets = reader.getBinaryOffsets();
        byte[][] texts = new byte[to - from][];
        for (int i = from; i < to; i++) {
            texts[i - from] = Arrays.copyOfRange(all, offsets[i], offsets[i + 1]);
        }
        return texts;
    }

    private static BitSet missing(Validity validity, int from, int to) {
        BitSet missing = new BitSet(0);
        if (validity.hasNulls()) {
            for (int i = from; i < to; i++) {
                if (validity.isNull(i)) {
                    missing.set(i - from);
                }
            }
        }
        return missing;
    }
}
