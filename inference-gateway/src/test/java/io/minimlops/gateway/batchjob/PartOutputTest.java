package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batchjob.table.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartOutputTest {

    @TempDir private Path directory;

    private long errorBytes() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            Path errors =
                    files.filter(file -> file.toString().endsWith(".errors"))
                            .findAny()
                            .orElse(null);
            return errors == null ? 0 : Files.size(errors);
        }
    }

    @Test
    void rowsThatFailedAreWrittenBeforeThePartEnds() throws Exception {
        try (PartOutput part = new PartOutput(directory, List.of(), "1", List.of())) {
            // Given
            part.add(new Chunk(List.of(), List.of(), 0));
            assertThat(errorBytes()).isZero();
            long written = 0;

            // When: more than a row group's
            for (int row = 0; row < 12; row++) {
                Rows failed = new Rows(new long[] {row}, Map.of());
                String reason = (row + " is bad, ").repeat(1 << 17);
                part.add(
                        new Chunk(
                                List.of(), List.of(new Chunk.Failed(failed, List.of(reason))), 0));
                written = errorBytes();
            }

            // Then
            assertThat(written).isGreaterThan(1000);
            assertThat(part.rows()).isEqualTo(12);
            Path errors = part.finishErrors();
            assertThat(Tables.rows(Files.readAllBytes(errors)))
                    .extracting(row -> row.get("row_number"))
                    .containsExactly(Stream.iterate(0L, row -> row + 1).limit(12).toArray());
        }
        assertThat(directory).isEmptyDirectory();
    }
}
