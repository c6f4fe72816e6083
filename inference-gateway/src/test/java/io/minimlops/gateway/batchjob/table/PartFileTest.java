package io.minimlops.gateway.batchjob.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batchjob.Tables;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {

    private static final long MEMORY = 64 << 20;

    @TempDir private Path directory;

    private InputFile file(byte[] content) throws IOException {
        return new LocalInputFile(Files.write(directory.resolve("file"), content));
    }

    @Test
    void keptColumnsSurviveWithTheirTypesAndMissingValues() throws Exception {
        // Given
        BitSet second = new BitSet();
        second.set(1);
        List<Field> fields =
                List.of(
                        new Field("i", Field.Kind.INT32, LogicalTypeAnnotation.dateType()),
                        new Field(
                                "l",
                                Field.Kind.INT64,
                                LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)),
                        new Field("d", Field.Kind.DOUBLE, null),
                        new Field("b", Field.Kind.BOOLEAN, null),
                        Field.text("t"));
        Rows rows =
                new Rows(
                        new long[2],
                        Map.of(
                                "i", new Column.Ints(new int[] {7, 0}, second),
                                "l", new Column.Longs(new long[] {8, 0}, second),
                                "d", new Column.Doubles(new double[] {0.5, 0}, second),
                                "b", new Column.Flags(new boolean[] {true, false}, second),
                                "t", new Column.Texts(new byte[][] {{'x'}, {}}, second)));

        // When
        byte[] parquet = Tables.parquet(fields, rows);

        // Then
        InputFile file = file(parquet);
        assertThat(ParquetTable.footer(file)).isEqualTo(new ParquetTable.Footer(fields, 2));
        try (ParquetTable table =
                new ParquetTable(file, List.of("i", "l", "d", "b", "t"), 0, 10, MEMORY)) {
            Rows read = table.next(10);
            assertThat(read.numbers()).containsExactly(10, 11);
            assertThat(((Column.Ints) read.column("i")).values()[0]).isEqualTo(7);
            assertThat(((Column.Longs) read.column("l")).values()[0]).isEqualTo(8);
            assertThat(((Column.Doubles) read.column("d")).values()[0]).isEqualTo(0.5);
            assertThat(((Column.Flags) read.column("b")).values()[0]).isTrue();
            assertThat(((Column.Texts) read.column("t")).values()[0]).containsExactly('x');
            read.columns().values().forEach(c -> assertThat(c.missing()).isEqualTo(second));
            assertThat(table.next(10)).isNull();
        }
    }

    @Test
    void aRowGroupThatWouldTakeTooMuchMemoryIsRefused() throws Exception {
        // Given
        List<Field> fields = List.of(Field.text("t"), new Field("d", Field.Kind.DOUBLE, null));
        BitSet none = new BitSet();
        Rows rows =
                new Rows(
                        new long[1],
                        Map.of(
                                "t", new Column.Texts(new byte[][] {new byte[5000]}, none),
                                "d", new Column.Doubles(new double[] {1}, none)));
        InputFile file = file(Tables.parquet(fields, rows));

        // When
        ThrowingCallable wide = () -> new ParquetTable(file, List.of("t", "d"), 0, 0, 4000);

        // Then
        assertThatThrownBy(wide)
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("write smaller row groups");
        try (ParquetTable narrow = new ParquetTable(file, List.of("d"), 0, 0, 4000)) {
            assertThat(narrow.next(10)).isNotNull();
        }
    }

    @Test
    void severalValuesPerRowBecomeAList() throws Exception {
        // Given
        TensorSpec output = new TensorSpec("scores", DataType.FP32, Shape.of(-1, 2));
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(1).putFloat(2).putFloat(3).putFloat(4).flip();
        Tensor tensor =
                Tensor.of("scores", DataType.FP32, Shape.of(2, 2), new Tensor.Numbers(bytes));
        Path path = directory.resolve("p");

        // When
        try (PartFile file =
                new PartFile(path, PartFile.predicted(List.of(), "7", List.of(output)))) {
            file.append(new Rows(new long[] {5, 6}, Map.of()), List.of(tensor));
            file.finish(Map.of());
        }

        // Then
        List<Map<String, Object>> rows = Tables.rows(Files.readAllBytes(path));
        assertThat(rows).extracting(row -> row.get("row_number")).containsExactly(5L, 6L);
        assertThat(rows).extracting(row -> row.get("model_version")).containsOnly("7");
        assertThat(String.valueOf(rows.get(1).get("scores"))).contains("3.0", "4.0");
    }

    @Test
    void rowsCanBePassedOverAcrossRowGroups() throws Exception {
        // Given
        Path path = directory.resolve("groups");
        int group = 1_200_000;
        long[] values = new long[group];
        try (PartFile file = new PartFile(path, List.of(new PartColumn.Kept(Field.whole("n"))))) {
            for (int g = 0; g < 3; g++) {
                for (int i = 0; i < group; i++) {
                    values[i] = (long) g * group + i;
                }
                Column column = new Column.Longs(values, new BitSet());
                file.append(new Rows(new long[group], Map.of("n", column)), List.of());
            }
            file.finish(Map.of());
        }

        for (long skip : new long[] {0, 1, group - 1, group, group + 17, 3L * group - 1}) {
            // When
            try (ParquetTable table =
                    new ParquetTable(new LocalInputFile(path), List.of("n"), skip, 0, MEMORY)) {
                long next = skip;
                for (Rows rows = table.next(5000); rows != null; rows = table.next(5000)) {
                    long[] read = ((Column.Longs) rows.column("n")).values();
                    for (int i = 0; i < read.length; i++) {
                        if (read[i] != next || rows.numbers()[i] != next) {
                            throw new AssertionError(
                                    "after %d: %d at %d".formatted(skip, read[i], next));
                        }
                        next++;
                    }
                }

                // Then
                assertThat(next).isEqualTo(3L * group);
                assertThat(table.share()).isEqualTo(1);
            }
        }
    }
}
