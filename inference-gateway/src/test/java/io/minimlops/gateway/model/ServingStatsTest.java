package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.BatchReport;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.model.ServingStats.FailureReason;
import org.junit.jupiter.api.Test;

/// As Triton counts: what a request waited and computed once for each request, executions once for
/// each batch, rows as inferences.
class ServingStatsTest {

    private final ServingStats stats = new ServingStats();

    @Test
    void aBatchOfThreeRequestsIsThreeInferencesOfOneExecution() {
        // Given a batch of five rows
        BatchReport batch = new BatchReport(5, 3, ReleaseReason.FULL, new Timing(10, 200, 30));

        // When
        stats.ran(batch);
        for (int queued = 1; queued <= 3; queued++) {
            stats.succeeded(1_000, new Outcome<>("answer", queued, batch));
        }

        // Then
        assertThat(stats.rows()).isEqualTo(5);
        assertThat(stats.executions()).isEqualTo(1);
        assertThat(stats.success.count()).isEqualTo(3);
        assertThat(stats.success.nanos()).isEqualTo(3_000);
        assertThat(stats.queue.count()).isEqualTo(3);
        assertThat(stats.queue.nanos()).isEqualTo(6);
        assertThat(stats.computeInfer.count()).isEqualTo(3);
        assertThat(stats.computeInfer.nanos()).isEqualTo(600);
        assertThat(stats.batchSizes()).containsOnlyKeys(5);
        assertThat(stats.batchSizes().get(5).computeInput.count()).isEqualTo(1);
        assertThat(stats.batchSizes().get(5).computeInfer.nanos()).isEqualTo(200);
        assertThat(stats.releases(ReleaseReason.FULL)).isEqualTo(1);
    }

    @Test
    void failuresCountNeitherAsSuccessNorInTheQueue() {
        // When
        stats.refused(WorkRefused.Reason.QUEUE_FULL);
        stats.failed(500, FailureReason.REJECTED);

        // Then
        assertThat(stats.fail.count()).isEqualTo(1);
        assertThat(stats.fail.nanos()).isEqualTo(500);
        assertThat(stats.failures(FailureReason.REJECTED)).isEqualTo(1);
        assertThat(stats.refusals(WorkRefused.Reason.QUEUE_FULL)).isEqualTo(1);
        assertThat(stats.success.count()).isZero();
        assertThat(stats.queue.count()).isZero();
        assertThat(stats.executions()).isZero();
    }

    @Test
    void answersAreSortedByTheirTime() {
        // When
        LatencyBuckets buckets = new LatencyBuckets();
        buckets.add(1_000_000);
        buckets.add(1_000_001);
        buckets.add(6_000_000_000L);

        // Then
        assertThat(buckets.counts()).startsWith(1, 1, 0).endsWith(0, 1);
    }
}
