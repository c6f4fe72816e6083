package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.training.Column.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSetFileTest {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("event_timestamp", Role.TIMESTAMP),
                    new Column("origin", Role.KEY),
                    new Column("hour", Role.COLUMN),
                    new Column("delays__late_share", Role.FEATURE),
                    new Column("late", Role.LABEL));

    @TempDir Path folder;

    @Test
    void columnsAndFeaturesBecomeTheMatrixAndNullsNaN() throws SQLException {
        Path file =
                parquet(
                        """
                        (timestamp '2001-01-01 00:00:00', 'ORD', 7, 0.25, 1),
                        (timestamp '2001-01-01 00:00:01', 'EWR', 8, null, 0)
                        """);

        Dataset data = new TrainingSetFile(file, COLUMNS).read();

        assertThat(data.columns()).containsExactly("hour", "delays__late_share");
        assertThat(data.values()).containsExactly(7, 0.25f, 8, Float.NaN);
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(data.times()).containsExactly(978_307_200_000_000L, 978_307_201_000_000L);
    }

    @Test
    void rowsWithoutALabelAreLeftOut() throws SQLException {
        Path file =
                parquet(
                        """
                        (timestamp '2001-01-01 00:00:00', 'ORD', 7, 0.25, null),
                        (timestamp '2001-01-01 00:00:01', 'EWR', 8, 0.5, 0)
                        """);

        assertThat(new TrainingSetFile(file, COLUMNS).read().values()).containsExactly(8, 0.5f);
    }

    @Test
    void theFilesOrderIsKept() throws SQLException {
        Path file =
                parquetOf(
                        """
                        select timestamp '2001-01-01' + interval (i) second as event_timestamp,
                               'ORD' as origin, i as hour, 0.5 as delays__late_share, i % 2 as late
                        from range(200000) t(i)
                        """);

        Dataset data = new TrainingSetFile(file, COLUMNS).read();

        assertThat(data.rows()).isEqualTo(200_000);
        assertThat(data.value(0, 0)).isZero();
        assertThat(data.value(123_456, 0)).isEqualTo(123_456);
        assertThat(data.times()).isSorted();
    }

    @Test
    void infinitiesAreMissing() throws SQLException {
        Path file = parquet("(timestamp '2001-01-01', 'ORD', 7, 'inf'::double, 1)");

        assertThat(new TrainingSetFile(file, COLUMNS).read().value(0, 1)).isNaN();
    }

    @Test
    void aLabelThatIsNeitherZeroNorOneIsNamed() throws SQLException {
        Path file = parquet("(timestamp '2001-01-01', 'ORD', 7, 0.5, 3)");

        assertThatThrownBy(() -> new TrainingSetFile(file, COLUMNS).read())
                .isInstanceOf(BadTrainingSet.class)
                .hasMessage("the label of row 0 is 3.0, not 0 or 1");
    }

    @Test
    void aColumnTheFileLacksIsNamed() throws SQLException {
        Path file = parquet("(timestamp '2001-01-01', 'ORD', 7, 0.5, 1)");
        List<Column> more =
                List.of(new Column("weekday", Role.COLUMN), new Column("late", Role.LABEL));

        assertThatThrownBy(() -> new TrainingSetFile(file, more).read())
                .isInstanceOf(BadTrainingSet.class)
                .hasMessageContaining("weekday");
    }

    @Test
    void aFileThatIsNotParquetIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("it's not.parquet"), "hour,late\n1,0\n");

        assertThatThrownBy(() -> new TrainingSetFile(file, COLUMNS).read())
                .isInstanceOf(BadTrainingSet.class);
    }

    @Test
    void wordsCannotBeTrainedOn() throws SQLException {
        Path file = parquet("(timestamp '2001-01-01', 'ORD', 7, 0.5, 1)");
        List<Column> words =
                List.of(new Column("origin", Role.COLUMN), new Column("late", Role.LABEL));

        assertThatThrownBy(() -> new TrainingSetFile(file, words).read())
                .isInstanceOf(BadTrainingSet.class);
    }

    @Test
    void aSetWithoutLabelOrInputsIsRefused() {
        Path file = folder.resolve("any.parquet");

        assertThatThrownBy(() -> new TrainingSetFile(file, COLUMNS.subList(0, 4)).read())
                .isInstanceOf(BadTrainingSet.class)
                .hasMessageContaining("exactly one label");
        assertThatThrownBy(() -> new TrainingSetFile(file, COLUMNS.subList(4, 5)).read())
                .isInstanceOf(BadTrainingSet.class)
                .hasMessageContaining("at least one column");
    }

    private Path parquet(String rows) throws SQLException {
        return parquetOf(
                "select * from (values "
                        + rows
                        + ") as rows(event_timestamp, origin, hour,"
                        + " delays__late_share, late)");
    }

    private Path parquetOf(String query) throws SQLException {
        Path file = folder.resolve("set.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("copy (" + query + ") to '" + file + "' (format parquet)");
        }
        return file;
    }
}
