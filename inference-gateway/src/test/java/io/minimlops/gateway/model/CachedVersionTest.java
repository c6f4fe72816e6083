package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.Tensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedVersionTest {

    @TempDir Path directory;

    private LoadedVersion version(float bias) throws Exception {
        return new Versions(directory).load("model.onnx", OnnxModel.logistic(bias, 1, 1));
    }

    private static Outcome<List<Tensor>> ask(LoadedVersion version, long cacheBytes, float... row)
            throws Exception {
        ServingSettings settings = new ServingSettings(version.standard().batching(), cacheBytes);
        Lease lease = version.lease(settings).orElseThrow();
        return lease.queue().submit(List.of(Tensors.matrix("input", row)), 0, 0).await();
    }

    @Test
    void aRememberedAnswerSkipsTheModel() throws Exception {
        // Given
        LoadedVersion version = version(0);
        Outcome<List<Tensor>> first = ask(version, 1_000_000, 1, 2);

        // When
        Outcome<List<Tensor>> again = ask(version, 1_000_000, 1, 2);

        // Then
        ServingStats stats = version.stats();
        assertThat(first.isRemembered()).isFalse();
        assertThat(again.isRemembered()).isTrue();
        assertThat(again.result().getFirst().number(0))
                .isEqualTo(first.result().getFirst().number(0));
        assertThat(stats.rows()).isEqualTo(1);
        assertThat(stats.executions()).isEqualTo(1);
        assertThat(stats.cacheHit.count()).isEqualTo(1);
        assertThat(stats.cacheMiss.count()).isEqualTo(1);
        assertThat(stats.cacheHit.nanos()).isPositive();
    }

    @Test
    void aRememberedAnswerCountsAsASuccessAndAsNoComputation() throws Exception {
        // Given
        LoadedVersion version = version(0);
        ask(version, 1_000_000, 1, 2);

        // When
        version.stats().succeeded(1_000, ask(version, 1_000_000, 1, 2));

        // Then
        assertThat(version.stats().success.count()).isEqualTo(1);
        assertThat(version.stats().queue.count()).isZero();
        assertThat(version.stats().computeInfer.count()).isZero();
    }

    @Test
    void anEqualRequestUnderWayIsJoinedAndCountsAsAHit() throws Exception {
        // Given
        LoadedVersion version = version(0);
        ServingQueue queue = queueOfPairs(version, 1_000_000);
        Ticket<List<Tensor>> first = submit(queue, 1, 2);
        Ticket<List<Tensor>> equal = submit(queue, 1, 2);

        // When
        submit(queue, 3, 4).await();

        // Then
        ServingStats stats = version.stats();
        assertThat(equal.await().result()).isEqualTo(first.await().result());
        assertThat(equal.await().isRemembered()).isTrue();
        assertThat(first.await().isRemembered()).isFalse();
        assertThat(stats.rows()).isEqualTo(2);
        assertThat(stats.coalesced()).isEqualTo(1);
        assertThat(stats.cacheHit.count()).isEqualTo(1);
        assertThat(stats.cacheMiss.count()).isEqualTo(2);
    }

    @Test
    void withoutACacheEqualRequestsRunEach() throws Exception {
        // Given
        LoadedVersion version = version(0);
        ServingQueue queue = queueOfPairs(version, 0);
        submit(queue, 1, 2);

        // When
        Outcome<List<Tensor>> equal = submit(queue, 1, 2).await();

        // Then
        assertThat(equal.batch().rows()).isEqualTo(2);
        assertThat(version.stats().coalesced()).isZero();
    }

    /// It waits for two rows.
    private static ServingQueue queueOfPairs(LoadedVersion version, long cacheBytes) {
        BatchSettings pairs =
                BatchSettings.builder(64, 1)
                        .preferred(2)
                        .fixedDelay(Duration.ofSeconds(30))
                        .build();
        return version.lease(new ServingSettings(pairs, cacheBytes)).orElseThrow().queue();
    }

    private static Ticket<List<Tensor>> submit(ServingQueue queue, float... row) {
        return queue.submit(List.of(Tensors.matrix("input", row)), 0, 0);
    }

    @Test
    void withoutBytesForItNothingIsRemembered() throws Exception {
        // Given
        LoadedVersion version = version(0);
        ask(version, 0, 1, 2);

        // When
        Outcome<List<Tensor>> again = ask(version, 0, 1, 2);

        // Then
        assertThat(again.isRemembered()).isFalse();
        assertThat(version.stats().rows()).isEqualTo(2);
        assertThat(version.stats().cacheMiss.count()).isZero();
    }

    @Test
    void anotherVersionRemembersNothingOfIt() throws Exception {
        // Given
        LoadedVersion one = version(0);
        LoadedVersion other = version(3);
        ask(one, 1_000_000, 1, 2);

        // When
        Outcome<List<Tensor>> answer = ask(other, 1_000_000, 1, 2);

        // Then
        assertThat(answer.isRemembered()).isFalse();
        assertThat(answer.result().getFirst().number(0))
                .isNotEqualTo(ask(one, 1_000_000, 1, 2).result().getFirst().number(0));
    }
}
