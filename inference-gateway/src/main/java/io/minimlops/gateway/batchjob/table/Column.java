package io.minimlops.gateway.batchjob.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The values of one column in some rows.
public sealed interface Column {

    /// Rows without a value; what their place holds means nothing.
    BitSet missing();

    /// A copy of the rows at these places.
    Column pick(int[] rows);

    record Ints(int[] values, BitSet missing) implements Column {
        @Override
        public Column pick(int[] rows) {
            int[] picked = new int[rows.length];
            Arrays.setAll(picked, i -> values[rows[i]]);
            return new Ints(picked, Column.pick(missing, rows));
        }
    }

    record Longs(long[] values, BitSet missing) implements Column {
        @Override
        public Column pick(int[] rows) {
            long[] picked = new long[rows.length];
            Arrays.setAll(picked, i -> values[rows[i]]);
            return new Longs(picked, Column.pick(missing, rows));
        }
    }

    record Floats(float[] values, BitSet missing) implements Column {
        @Override
        public Column pick(int[] rows) {
            float[] picked = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = values[rows[i]];
            }
            return new Floats(picked, Column.pick(missing, rows));
        }
    }

    record Doubles(double[] values, BitSet missing) implements Column {
        @Override
        public Column pick(int[] rows) {
            double[] picked = new double[rows.length];
            Arrays.setAll(picked, i -> values[rows[i]]);
            return new Doubles(picked, Column.pick(missing, rows));
        }
    }

    record Flags(boolean[] values, BitSet missing) implements Column {
        @Override
        public Column pick(int[] rows) {
            boolean[] picked = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = values[rows[i]];
            }
            return new Flags(picked, Column.pick(missing, rows));
        }
    }

    record Texts(byte[][] values, BitSet missing) implements Column {

        public static Texts of(List<String> texts) {
            byte[][] values =
                    texts.stream().map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
            return new Texts(values, new BitSet(0));
        }

        @Override
        public Column pick(int[] rows) {
            byte[][] picked = new byte[rows.length][];
            Arrays.setAll(picked, i -> values[rows[i]]);
            return new Texts(picked, Column.pick(missing, rows));
        }
    }

    private static BitSet pick(BitSet missing, int[] rows) {
        BitSet picked = new BitSet(0);
        for (int i = 0; i < rows.length && !missing.isEmpty(); i++) {
            if (missing.get(rows[i])) {
                picked.set(i);
            }
        }
        return picked;
    }
}
