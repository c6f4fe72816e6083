package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Texts of some columns, gathered row by row into answers that take no more of the heap than they
/// may: where texts are long, answers are short.
final class TextRows {

    /// What a text takes beside its bytes.
    private static final int OBJECT = 24;

    /// Stands for no text.
    static final byte[] NONE = {};

    private final int columns;
    private final long most;
    private byte @Nullable [][] held;

    /// Where rows come from: a text per column, or [#NONE]; null at the end. The array may be the
    /// same each time.
    interface Source {
        byte @Nullable [][] next() throws IOException;
    }

    record Gathered(int rows, List<Column.Texts> columns) {}

    /// @param most bytes of an answer
    TextRows(int columns, long most) {
        this.columns = columns;
        this.most = most;
    }

    /// @param bytes of a row's texts so far
    /// @throws MalformedTable when they are more than an answer may have
    void check(long bytes) {
        if (bytes > most) {
            throw new MalformedTable(
                    "a row has texts of %,d bytes or more in the wanted columns, this gateway's heap has room for %,d"
                            .formatted(bytes, most));
        }
    }

    /// The next rows, at most so many; none at the end.
    Gathered next(int rows, Source source) throws IOException {
        byte[][][] texts = new byte[columns][rows][];
        BitSet[] missing = new BitSet[columns];
        Arrays.setAll(missing, _ -> new BitSet(0));
        int count = 0;
        for (long taken = 0; count < rows; count++) {
            byte[][] row = held == null ? source.next() : held;
            held = row;
            taken += row == null ? 0 : size(row);
            if (row == null || count > 0 && taken > most) {
                break;
            }
            held = null;
            for (int c = 0; c < columns; c++) {
                texts[c][count] = row[c];
                if (row[c] == NONE) {
                    missing[c].set(count);
                }
            }
        }
        return gathered(count, texts, missing);
    }

    private static Gathered gathered(int count, byte[][][] texts, BitSet[] missing) {
        return new Gathered(
                count,
                IntStream.range(0, texts.length)
                        .mapToObj(c -> new Column.Texts(Arrays.copyOf(texts[c], count), missing[c]))
                        .toList());
    }

    private static long size(byte[][] row) {
        long size = 0;
        for (byte[] text : row) {
            size += OBJECT + text.length;
        }
        return size;
    }
}
