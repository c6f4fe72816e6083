package io.minimlops.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minimlops.gateway.batch.BatchReport;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.ReleaseReason;
import io.minimlops.gateway.testing.OnnxModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionShelfTest {

    private static final VersionId ID = new VersionId("m", "1");

    @TempDir Path directory;

    @Test
    void whatNobodyForesawFailsThatVersionInWordsAndIsNotTriedAgainAtOnce() {
        // Given
        AtomicInteger asked = new AtomicInteger();
        VersionShelf shelf =
                new Versions(directory)
                        .shelf(
                                id -> {
                                    asked.incrementAndGet();
                                    throw new IllegalArgumentException("a bucket called b");
                                });

        // When
        LoadFailed first = catchThrowableOfType(LoadFailed.class, () -> shelf.load(ID));
        LoadFailed second =
                catchThrowableOfType(LoadFailed.class, () -> shelf.loadUnlessHopeless(ID));

        // Then
        assertThat(first.kind()).isEqualTo(LoadFailed.Kind.UNLOADABLE);
        assertThat(first.reason()).contains("a bucket called b");
        assertThat(second.reason()).isEqualTo(first.reason());
        assertThat(shelf.states().get(ID)).isInstanceOf(VersionState.Failed.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatIsUnloadedGivesItsBytesBack() throws Exception {
        // Given
        Versions versions = new Versions(directory);
        Manifest manifest = versions.manifest(Map.of("model.onnx", OnnxModel.logistic(0, 1)));
        VersionShelf shelf = versions.shelf(id -> manifest);

        for (int i = 0; i < 3; i++) {
            // When
            shelf.load(ID);
            long loaded = shelf.loadedBytes();
            shelf.unload("m");

            // Then
            assertThat(loaded).isEqualTo(manifest.totalSize());
            assertThat(shelf.loadedBytes()).isZero();
        }
    }

    /// Counts only grow, and what was of late is no more.
    @Test
    void whatIsUnloadedKeepsItsCountsAlone() throws Exception {
        // Given
        Versions versions = new Versions(directory);
        Manifest manifest = versions.manifest(Map.of("model.onnx", OnnxModel.logistic(0, 1)));
        VersionShelf shelf = versions.shelf(id -> manifest);
        shelf.load(ID);
        ServingStats stats = shelf.stats().get(ID);
        BatchReport batch = new BatchReport(1, 1, ReleaseReason.IDLE, new Timing(1, 2, 3));
        stats.succeeded(5_000_000, new Outcome<>("answer", 4, batch));
        assertThat(stats.success.quantilesMicros().get(0.5)).isNotNaN();

        // When
        shelf.unload("m");

        // Then
        await().untilAsserted(
                        () ->
                                assertThat(
                                                List.of(
                                                        stats.success,
                                                        stats.queue,
                                                        stats.computeInput,
                                                        stats.computeInfer,
                                                        stats.computeOutput))
                                        .allSatisfy(
                                                it ->
                                                        assertThat(it.quantilesMicros().get(0.5))
                                                                .isNaN()));
        assertThat(stats.success.count()).isEqualTo(1);
        assertThat(stats.success.nanos()).isEqualTo(5_000_000);
    }
}
