package io.minimlops.gateway.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.batch.BatchReport;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.model.ServingStats;
import io.minimlops.gateway.model.VersionId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ModelStatisticsTest {

    private static final BatchReport BATCH =
            new BatchReport(1, 1, ReleaseReason.IDLE, new Timing(1, 2, 3));

    /// `perf_analyzer` ends with an error when they do.
    @Test
    void countsOfWhatIsCountedTogetherNeverDifferWhileRequestsAreAnswered() throws Exception {
        // Given
        ServingStats stats = new ServingStats();
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch answered = new CountDownLatch(1_000);
        CompletableFuture<Void> answering =
                CompletableFuture.runAsync(
                        () -> {
                            while (!enough.get()) {
                                stats.ran(BATCH);
                                stats.succeeded(10, new Outcome<>("answer", 4, BATCH));
                                answered.countDown();
                            }
                        });
        answered.await();

        // When
        try {
            for (int i = 0; i < 5_000; i++) {
                JsonNode told =
                        ModelStatistics.of(Map.of(new VersionId("m", "1"), stats))
                                .at("/model_stats/0");

                // Then
                assertThat(counts(told.get("inference_stats"), "queue"))
                        .isEqualTo(counts(told.get("inference_stats"), "compute_output"));
                assertSame(told.get("inference_stats"));
                assertSame(told.at("/batch_stats/0"));
            }
        } finally {
            enough.set(true);
            answering.join();
        }
    }

    private static void assertSame(JsonNode durations) {
        long output = counts(durations, "compute_output");
        assertThat(output).isPositive();
        assertThat(counts(durations, "compute_input")).isEqualTo(output);
        assertThat(counts(durations, "compute_infer")).isEqualTo(output);
    }

    private static long counts(JsonNode durations, String name) {
        return durations.get(name).get("count").longValue();
    }
}
