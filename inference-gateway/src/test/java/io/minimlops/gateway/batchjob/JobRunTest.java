package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.TableFormat;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {

    private static final int ROWS = 95;

    @TempDir private Path scratch;

    private final MemoryObjects objects = new MemoryObjects();
    private final JobLog log = new JobLog(objects, "jobs");

    /// The sum of a row; refuses a batch with a number over `refuse`.
    private record Sum(float refuse) implements PinnedModel {

        @Override
        public Signature signature() {
            TensorSpec input = new TensorSpec("input", DataType.FP32, Shape.of(-1, 3));
            TensorSpec output = new TensorSpec("sum", DataType.FP32, Shape.of(-1, 1));
            return new Signature(List.of(input), List.of(output), null, List.of());
        }

        @Override
        public int maxRows() {
            return 7;
        }

        @Override
        public Answer predict(Map<String, Tensor> inputs, Instant eventTime) throws Unpredictable {
            Tensor input = inputs.get("input");
            ByteBuffer sums = ByteBuffer.allocate(input.rows() * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < input.rows(); row++) {
                if (input.number(row * 3) > refuse) {
                    throw new Unpredictable("too large", null);
                }
                sums.putFloat(
                        (float)
                                (input.number(row * 3)
                                        + input.number(row * 3 + 1)
                                        + input.number(row * 3 + 2)));
            }
            Tensor sum =
                    Tensor.of(
                            "sum",
                            DataType.FP32,
                            Shape.of(input.rows(), 1),
                            new Tensor.Numbers(sums.flip()));
            return new Answer(List.of(sum), 1000);
        }

        @Override
        public void close() {}
    }

    private static final class Quiet implements OnlineTraffic {
        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public long answered() {
            return 0;
        }
    }

    private BatchJob job(TableFormat format, double maxFailedShare) {
        List<BatchJob.File> files = new ArrayList<>();
        for (Listed listed : objects.list("data", "in/", 100)) {
            Long rows = format == TableFormat.CSV ? null : listed.key().endsWith("0") ? 40L : 55L;
            files.add(new BatchJob.File(listed.key(), listed.etag(), listed.size(), rows));
        }
        return new BatchJob(
                "j",
                "m",
                "m",
                "1",
                new BatchJob.Input("data", format, files),
                new BatchJob.Output("data", "out/"),
                Map.of("input", List.of("a", "b", "c")),
                List.of("id"),
                null,
                30,
                0,
                maxFailedShare,
                null,
                "c",
                Instant.now());
    }

    private void parquet(int... nulls) throws Exception {
        objects.put("data", "in/0", Tables.numbered(0, 40, nulls));
        objects.put("data", "in/1", Tables.numbered(40, ROWS, nulls));
    }

    private void run(BatchJob job, PinnedModel model) throws Exception {
        Tenure tenure = new Tenure("j", log, new Lease(1, "me", 0), Duration.ofDays(1));
        JobRun.Setup setup =
                new JobRun.Setup(
                        scratch,
                        3,
                        Duration.ofMillis(5),
                        Duration.ofMillis(1),
                        1 << 20,
                        new Quiet());
        new JobRun(
                        job,
                        log,
                        objects,
                        any -> model,
                        setup,
                        tenure,
                        new JobProgress(new JobCounters()))
                .run();
    }

    private List<Map<String, Object>> output(String prefix) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Listed part : objects.list("data", prefix, 100)) {
            rows.addAll(Tables.rows(objects.read("data", part.key()).orElseThrow()));
        }
        return rows;
    }

    private void assertEveryRowOnce() throws Exception {
        List<Map<String, Object>> rows = output("out/part-");
        assertThat(rows.stream().map(row -> row.get("row_number")))
                .containsExactlyElementsOf(LongStream.range(0, ROWS).boxed().toList());
        assertThat(rows.stream().map(row -> row.get("id")))
                .containsExactlyElementsOf(
                        IntStream.range(0, ROWS).mapToObj(i -> "r" + i).toList());
        assertThat(rows.stream().map(row -> row.get("sum")))
                .containsExactlyElementsOf(IntStream.range(0, ROWS).mapToObj(i -> i / 2f).toList());
        assertThat(log.result("j"))
                .get()
                .extracting(Result::outcome)
                .isEqualTo(Result.Outcome.SUCCEEDED);
        assertThat(objects.read("data", "out/_SUCCESS")).isPresent();
    }

    @Test
    void everyRowIsPredictedOnceAndInOrder() throws Exception {
        // Given
        parquet();

        // When
        run(job(TableFormat.PARQUET, 0), new Sum(1e9f));

        // Then
        assertEveryRowOnce();
        assertThat(log.lastCommit("j").part()).isEqualTo(3);
        assertThat(output("out/_errors")).isEmpty();
    }

    @Test
    void aJobKilledAtAnyWriteGoesOnWithoutLosingOrDoublingARow() throws Exception {
        for (TableFormat format : TableFormat.values()) {
            for (boolean after : new boolean[] {false, true}) {
                int write = 0;
                do {
                    // Given
                    objects.content.clear();
                    objects.revive();
                    if (format == TableFormat.PARQUET) {
                        parquet();
                    } else {
                        objects.put("data", "in/0", csv(0, 40));
                        objects.put("data", "in/1", csv(40, ROWS));
                    }
                    BatchJob job = job(format, 0);
                    objects.killAtWrite(write++, after);

                    // When
                    try {
                        run(job, new Sum(1e9f));
                    } catch (RuntimeException killed) {
                        assertThat(objects.wasKilled()).isTrue();
                    }
                    boolean killed = objects.wasKilled();
                    objects.revive();
                    if (log.result("j").isEmpty()) {
                        run(job, new Sum(1e9f));
                    }

                    // Then
                    assertEveryRowOnce();
                    if (!killed) {
                        break;
                    }
                } while (true);
                assertThat(write).isGreaterThan(8);
            }
        }
    }

    private static byte[] csv(int from, int to) {
        return Tables.csv(from, to).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aStoreThatIsAwayForAWhileCostsNothing() throws Exception {
        // Given
        parquet();
        BatchJob job = job(TableFormat.PARQUET, 0);
        objects.failWrites(3);

        // When
        run(job, new Sum(1e9f));

        // Then
        assertEveryRowOnce();
    }

    @Test
    void rowsThatCannotBePredictedAreToldWithTheirReasons() throws Exception {
        // Given
        parquet(3, 41);

        // When
        run(job(TableFormat.PARQUET, 0.1), new Sum(92));

        // Then
        assertThat(output("out/_errors").stream().map(row -> row.get("row_number")))
                .containsExactlyInAnyOrder(3L, 41L, 93L, 94L);
        assertThat(output("out/_errors").stream().map(row -> row.get("reason")))
                .contains("column 'b' has no value", "too large");
        assertThat(output("out/part-")).hasSize(ROWS - 4);
        assertThat(log.lastCommit("j").failedSoFar()).isEqualTo(4);
    }

    @Test
    void tooManySuchRowsFailTheJob() throws Exception {
        // Given
        parquet(1, 2, 3, 4);

        // When
        run(job(TableFormat.PARQUET, 0.1), new Sum(1e9f));

        // Then
        Result result = log.result("j").orElseThrow();
        assertThat(result.outcome()).isEqualTo(Result.Outcome.FAILED);
        assertThat(result.reason()).contains("4 of 30 rows");
        assertThat(objects.read("data", "out/_SUCCESS")).isEmpty();
    }

    @Test
    void aFileThatChangedAfterTheJobWasMadeFailsIt() throws Exception {
        // Given
        parquet();
        BatchJob job = job(TableFormat.PARQUET, 0);
        objects.put("data", "in/1", Tables.numbered(40, 50));

        // When
        run(job, new Sum(1e9f));

        // Then
        assertThat(log.result("j").orElseThrow().reason()).contains("no longer what it was");
    }

    @Test
    void aCanceledJobStaysCanceled() throws Exception {
        // Given
        parquet();
        log.finish("j", new Result(Result.Outcome.CANCELED, null, Instant.now()));

        // When
        run(job(TableFormat.PARQUET, 0), new Sum(1e9f));

        // Then
        assertThat(log.result("j").orElseThrow().outcome()).isEqualTo(Result.Outcome.CANCELED);
        assertThat(objects.read("data", "out/_SUCCESS")).isEmpty();
    }
}
