package io.minimlops.gateway.batchjob.table;

import java.util.BitSet;
import org.apache.parquet.column.values.ValuesReader;

/// One column of numbers or flags of a row group, from front to back.
///
/// @param kind one that can be read
record ParquetColumn(ParquetPages pages, Field.Kind kind) {

    /// Takes a row's value, the reader's next, to its place.
    private interface Taking {
        void take(int row, ValuesReader value);
    }

    /// The next so many rows.
    Column next(int rows) {
        return switch (kind) {
            case INT32 -> {
                int[] values = new int[rows];
                yield new Column.Ints(values, read(rows, (i, it) -> values[i] = it.readInteger()));
            }
            case INT64 -> {
                long[] values = new long[rows];
                yield new Column.Longs(values, read(rows, (i, it) -> values[i] = it.readLong()));
            }
            case FLOAT -> {
                float[] values = new float[rows];
                yield new Column.Floats(values, read(rows, (i, it) -> values[i] = it.readFloat()));
            }
            case DOUBLE -> {
                double[] values = new double[rows];
                yield new Column.Doubles(
                        values, read(rows, (i, it) -> values[i] = it.readDouble()));
            }
            case BOOLEAN -> {
                boolean[] values = new boolean[rows];
                yield new Column.Flags(values, read(rows, (i, it) -> values[i] = it.readBoolean()));
            }
            case BYTES, OTHER -> throw new IllegalStateException("a column of " + kind);
        };
    }

    /// @return the rows without a value
    private BitSet read(int rows, Taking taking) {
        BitSet missing = new BitSet(0);
        for (int row = 0; row < rows; row++) {
            ValuesReader value = pages.next();
            if (value == null) {
                missing.set(row);
            } else {
                taking.take(row, value);
            }
        }
        return missing;
    }
}
