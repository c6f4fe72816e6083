package io.minimlops.gateway.batchjob;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.minimlops.gateway.batchjob.table.Column;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.PartColumn;
import io.minimlops.gateway.batchjob.table.PartFile;
import io.minimlops.gateway.batchjob.table.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tables for tests: written from values, read to values.
public final class Tables {

    private Tables() {}

    /// A Parquet file with the text column `id` (`r0`, `r1`, …) and three FLOAT columns `a`, `b`
    /// and `c`, which hold `i`, `i/2` and `-i`.
    ///
    /// @param nulls rows whose `b` has no value
    public static byte[] numbered(int from, int to, int... nulls) throws IOException {
        int count = to - from;
        byte[][] ids = new byte[count][];
        float[][] values = new float[3][count];
        BitSet missing = new BitSet();
        for (int i = 0; i < count; i++) {
            int row = from + i;
            ids[i] = ("r" + row).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            values[0][i] = row;
            values[1][i] = row / 2f;
            values[2][i] = -row;
            if (Arrays.stream(nulls).anyMatch(null_ -> null_ == row)) {
                missing.set(i);
            }
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("id", new Column.Texts(ids, new BitSet()));
        columns.put("a", new Column.Floats(values[0], new BitSet()));
        columns.put("b", new Column.Floats(values[1], missing));
        columns.put("c", new Column.Floats(values[2], new BitSet()));
        return parquet(
                List.of(Field.text("id"), real("a"), real("b"), real("c")),
                new Rows(new long[count], columns));
    }

    /// The same as CSV.
    public static String csv(int from, int to) {
        StringBuilder csv = new StringBuilder("id,a,b,c\n");
        for (int i = from; i < to; i++) {
            csv.append("r%d,%d,%s,%d%n".formatted(i, i, i / 2f, -i));
        }
        return csv.toString();
    }

    public static byte[] parquet(List<Field> fields, Rows rows) throws IOException {
        Path path = Files.createTempFile("table", ".parquet");
        List<PartColumn> columns = new ArrayList<>();
        fields.forEach(field -> columns.add(new PartColumn.Kept(field)));
        try (PartFile file = new PartFile(path, columns)) {
            file.append(rows, List.of());
            file.finish(Map.of());
        }
        byte[] bytes = Files.readAllBytes(path);
        Files.delete(path);
        return bytes;
    }

    private static Field real(String name) {
        return new Field(name, Field.Kind.FLOAT, null);
    }

    /// Every row by its columns' names, as Parquet's reader has the values.
    public static List<Map<String, Object>> rows(byte[] parquet) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ParquetFileReader file =
                        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(parquet)));
                RowReader reader = file.rowReader()) {
            while (reader.hasNext()) {
                reader.next();
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 0; i < reader.getFieldCount(); i++) {
                    String name = reader.getFieldName(i);
                    row.put(name, reader.isNull(name) ? null : reader.getValue(name));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
