package io.minimlops.tracker.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.tracker.export.Column.Type;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.text("name, quoted"),
                    new Column("metrics.a.b", Type.DECIMAL),
                    new Column("step", Type.WHOLE),
                    new Column("at", Type.TIME));

    private static final List<List<Object>> ROWS =
            List.of(
                    Arrays.asList("plain", 0.1, 1L, 0L),
                    Arrays.asList("a \"b\",\r\nc ü", Double.NaN, Long.MIN_VALUE, 1_000L),
                    Arrays.asList("", -0.0, null, null),
                    Arrays.asList(null, Double.MAX_VALUE, 3L, 1_700_000_000_123L));

    @TempDir Path folder;

    @Test
    void csvIsQuotedWhereItMustBe() throws Exception {
        assertThat(new String(written(ExportFormat.CSV, ROWS), UTF_8))
                .isEqualTo(
                        """
                        "name, quoted",metrics.a.b,step,at\r
                        plain,0.1,1,1970-01-01T00:00:00Z\r
                        "a ""b"",\r
                        c ü",NaN,-9223372036854775808,1970-01-01T00:00:01Z\r
                        "",-0.0,,\r
                        ,1.7976931348623157E308,3,2023-11-14T22:13:20.123Z\r
                        """);
    }

    @Test
    void anotherReaderFindsTheSameValuesInParquet() throws Exception {
        Path file = folder.resolve("table.parquet");
        Files.write(file, written(ExportFormat.PARQUET, ROWS));

        assertThat(
                        read(
                                "select \"name, quoted\", \"metrics.a.b\", step, epoch_ms(\"at\") from '"
                                        + file
                                        + "'"))
                .isEqualTo(ROWS);
        assertThat(read("select column_type from (describe select * from '" + file + "')"))
                .containsExactly(
                        List.of("VARCHAR"),
                        List.of("DOUBLE"),
                        List.of("BIGINT"),
                        List.of("TIMESTAMP WITH TIME ZONE"));
    }

    @Test
    void aTableWithoutRowsIsAWholeFile() throws Exception {
        Path file = folder.resolve("empty.parquet");
        Files.write(file, written(ExportFormat.PARQUET, List.of()));

        assertThat(read("select count(*) from '" + file + "'")).containsExactly(List.of(0L));
    }

    private static byte[] written(ExportFormat format, List<List<Object>> rows) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter writer = format.open(COLUMNS, out);
        for (List<Object> row : rows) {
            writer.row(row);
        }
        writer.close();
        return out.toByteArray();
    }

    private static List<List<Object>> read(String query) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duck.createStatement().executeQuery(query)) {
            List<List<Object>> read = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                read.add(row);
            }
            return read;
        }
    }
}
