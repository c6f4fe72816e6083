package io.minimlops.gateway.batchjob.table;

import java.util.BitSet;
import org.apache.parquet.column.values.ValuesReader;

/// One column of a row group, from front to back.
///
/// @param kind one that can be read
record ParquetColumn(ParquetPages pages, Field.Kind kind) {

    private static final byte[] NOTHING = {};

    /// The next so many rows.
    Column next(int rows) {
        BitSet missing = new BitSet(0);
        return switch (kind) {
            case INT32 -> {
                int[] values = new int[rows];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    } else {
                        values[i] = value.readInteger();
                    }
                }
                yield new Column.Ints(values, missing);
            }
            case INT64 -> {
                long[] values = new long[rows];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    } else {
                        values[i] = value.readLong();
                    }
                }
                yield new Column.Longs(values, missing);
            }
            case FLOAT -> {
                float[] values = new float[rows];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    } else {
                        values[i] = value.readFloat();
                    }
                }
                yield new Column.Floats(values, missing);
            }
            case DOUBLE -> {
                double[] values = new double[rows];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    } else {
                        values[i] = value.readDouble();
                    }
                }
                yield new Column.Doubles(values, missing);
            }
            case BOOLEAN -> {
                boolean[] values = new boolean[rows];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    } else {
                        values[i] = value.readBoolean();
                    }
                }
                yield new Column.Flags(values, missing);
            }
            case BYTES -> {
                byte[][] values = new byte[rows][];
                for (int i = 0; i < rows; i++) {
                    ValuesReader value = pages.next();
                    if (value == null) {
                        missing.set(i);
                    }
                    values[i] = value == null ? NOTHING : value.readBytes().getBytes();
                }
                yield new Column.Texts(values, missing);
            }
            case OTHER -> throw new IllegalStateException("column of an unreadable type");
        };
    }

    void skip(long rows) {
        for (long i = 0; i < rows; i++) {
            ValuesReader value = pages.next();
            if (value != null) {
                value.skip();
            }
        }
    }
}
