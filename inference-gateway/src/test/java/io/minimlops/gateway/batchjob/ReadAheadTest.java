package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.MalformedTable;
import io.minimlops.gateway.batchjob.table.Rows;
import io.minimlops.gateway.batchjob.table.TableFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private final MemoryObjects objects = new MemoryObjects();

    private ReadAhead from(long row, String... keys) {
        List<BatchJob.File> files = new ArrayList<>();
        for (String key : keys) {
            Listed listed = objects.stat("data", key).orElseThrow();
            files.add(new BatchJob.File(key, listed.etag(), listed.size(), null));
        }
        BatchJob.Input input = new BatchJob.Input("data", TableFormat.PARQUET, files);
        return new ReadAhead(new InputCursor(objects, input, List.of("a"), row, 1 << 20), 7);
    }

    @Test
    void theRowsOfAllFilesComeInTheirOrderInPiecesOfAnySize() throws Exception {
        // Given
        objects.put("data", "one", Tables.numbered(0, 40));
        objects.put("data", "two", Tables.numbered(40, 95));
        List<Long> numbers = new ArrayList<>();

        // When
        try (ReadAhead rows = from(3, "one", "two")) {
            for (int most = 1; rows.hasNext(); most = most % 9 + 1) {
                Rows some = rows.next(most);
                assertThat(some.count()).isBetween(1, most);
                LongStream.of(some.numbers()).forEach(numbers::add);
            }
            assertThat(rows.hasNext()).isFalse();
            assertThat(rows.share()).isEqualTo(1);
        }

        // Then
        assertThat(numbers).containsExactlyElementsOf(LongStream.range(3, 95).boxed().toList());
    }

    @Test
    void whatIsNotReadableIsToldAfterTheRowsBeforeIt() throws Exception {
        // Given
        objects.put("data", "one", Tables.numbered(0, 10));
        objects.put("data", "two", new byte[100]);

        // When
        try (ReadAhead rows = from(0, "one", "two")) {
            long taken = 0;
            while (taken < 10 && rows.hasNext()) {
                taken += rows.next(7).count();
            }

            // Then
            assertThat(taken).isEqualTo(10);
            assertThatThrownBy(rows::hasNext)
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("two");
        }
    }

    @Test
    void whatBreaksTheReaderIsNotWaitedForForever() throws Exception {
        // Given
        objects.put("data", "one", Tables.numbered(0, 10));
        objects.breaksWith(new StackOverflowError("deep"));

        // When
        try (ReadAhead rows = from(0, "one")) {

            // Then
            assertThatThrownBy(rows::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("StackOverflowError");
        }
    }

    @Test
    void whoDoesNotWantTheRestIsNotHeldUp() throws Exception {
        // Given
        objects.put("data", "one", Tables.numbered(0, 500));
        ReadAhead rows = from(0, "one");
        assertThat(rows.hasNext()).isTrue();

        // When
        rows.close();

        // Then
        assertThat(rows.isReading()).isFalse();
    }
}
