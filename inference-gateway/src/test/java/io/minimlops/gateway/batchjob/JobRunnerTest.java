package io.minimlops.gateway.batchjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunnerTest {

    @TempDir Path scratch;

    @Test
    void partsThatAKilledProcessLeftAreDeleted() throws Exception {
        // Given
        Files.writeString(scratch.resolve("part-1.parquet"), "half a part");
        BatchJobConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(BatchJobConfig.class)
                        .withDefaultValues(
                                Map.of("mlops.gateway.batch-jobs.scratch-dir", scratch.toString()))
                        .build()
                        .getConfigMapping(BatchJobConfig.class);
        JobRunner runner =
                new JobRunner(
                        config,
                        new MemoryObjects(),
                        job -> {
                            throw new AssertionError("there is no job");
                        },
                        null,
                        new SimpleMeterRegistry());

        // When
        runner.start(new StartupEvent());

        // Then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(scratch).isEmptyDirectory());
        runner.stop();
    }
}
