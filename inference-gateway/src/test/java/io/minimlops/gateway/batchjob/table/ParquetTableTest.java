package io.minimlops.gateway.batchjob.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Files as others write them.
class ParquetTableTest {

    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType(
                    """
                    message row {
                      required int32 i; optional int64 l; optional float f; required double d;
                      optional boolean b; optional binary t (STRING); repeated int32 many;
                    }
                    """);

    private static final List<String> COLUMNS = List.of("i", "l", "f", "d", "b", "t");
    private static final int ROWS = 3000;
    private static final long MEMORY = 8 << 20;

    @TempDir private Path directory;

    private static boolean isThere(int row) {
        return row % 7 != 0;
    }

    /// Small pages and row groups, so that values go on in the next ones.
    private Path written(CompressionCodecName codec, WriterVersion version, boolean dictionary)
            throws IOException {
        Path path = Files.createTempFile(directory, "t", ".parquet");
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutputFile(path))
                        .withConf(new Configuration())
                        .withType(SCHEMA)
                        .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
                        .withCompressionCodec(codec)
                        .withWriterVersion(version)
                        .withDictionaryEncoding(dictionary)
                        .withPageRowCountLimit(170)
                        .withRowGroupRowCountLimit(1100)
                        .build()) {
            for (int row = 0; row < ROWS; row++) {
                Group group = new SimpleGroup(SCHEMA);
                group.append("i", row).append("d", row / 4.0);
                if (isThere(row)) {
                    group.append("l", 10L * row).append("f", row / 2f);
                    group.append("b", row % 2 == 0).append("t", "t" + row % 50);
                }
                writer.write(group);
            }
        }
        return path;
    }

    private static int read(Path path, long skip) throws IOException {
        try (ParquetTable table =
                new ParquetTable(new LocalInputFile(path), COLUMNS, skip, 0, MEMORY)) {
            int next = (int) skip;
            for (Rows rows = table.next(256); rows != null; rows = table.next(256)) {
                for (int at = 0; at < rows.count(); at++) {
                    check(rows, at, next++);
                }
            }
            return next;
        }
    }

    private static void check(Rows rows, int at, int row) {
        assertThat(rows.numbers()[at]).isEqualTo(row);
        assertThat(((Column.Ints) rows.column("i")).values()[at]).isEqualTo(row);
        assertThat(((Column.Doubles) rows.column("d")).values()[at]).isEqualTo(row / 4.0);
        for (String optional : List.of("l", "f", "b", "t")) {
            assertThat(rows.column(optional).missing().get(at)).isEqualTo(!isThere(row));
        }
        if (isThere(row)) {
            assertThat(((Column.Longs) rows.column("l")).values()[at]).isEqualTo(10L * row);
            assertThat(((Column.Floats) rows.column("f")).values()[at]).isEqualTo(row / 2f);
            assertThat(((Column.Flags) rows.column("b")).values()[at]).isEqualTo(row % 2 == 0);
            assertThat(((Column.Texts) rows.column("t")).values()[at])
                    .asString()
                    .isEqualTo("t" + row % 50);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNCOMPRESSED, PARQUET_1_0, false",
        "SNAPPY, PARQUET_1_0, true",
        "SNAPPY, PARQUET_2_0, false",
        "ZSTD, PARQUET_2_0, true",
        "LZ4_RAW, PARQUET_1_0, false",
        "UNCOMPRESSED, PARQUET_2_0, true"
    })
    void whatEncodingsAndCodecsHoldIsRead(
            CompressionCodecName codec, WriterVersion version, boolean dictionary)
            throws Exception {
        // Given
        Path path = written(codec, version, dictionary);

        for (long skip : new long[] {0, 1, 169, 1100, 1101, ROWS - 1, ROWS}) {
            // When
            int end = read(path, skip);

            // Then
            assertThat(end).isEqualTo(ROWS);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "ZSTD", "LZ4_RAW"})
    void aDamagedFileIsReadOrRefused(CompressionCodecName codec) throws Exception {
        // Given
        byte[] whole = Files.readAllBytes(written(codec, WriterVersion.PARQUET_1_0, true));
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 3; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Path path = Files.write(directory.resolve("damaged"), damaged);

            // When
            try (ParquetTable table =
                    new ParquetTable(new LocalInputFile(path), COLUMNS, 0, 0, MEMORY)) {
                while (table.next(256) != null) {
                    // Then: rows, or
                }
            } catch (MalformedTable e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void whatIsNoParquetFileIsRefused() throws Exception {
        // Given
        byte[] whole =
                Files.readAllBytes(
                        written(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, true));
        Path half = Files.write(directory.resolve("half"), java.util.Arrays.copyOf(whole, 5000));

        // When / Then
        assertThatThrownBy(() -> ParquetTable.footer(new LocalInputFile(half)))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("not a Parquet file");
    }
}
