package io.minimlops.gateway.batchjob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// How batch jobs are run.
@ConfigMapping(prefix = "mlops.gateway.batch-jobs")
public interface BatchJobConfig {

    /// Where the state of all jobs is; created when it is missing.
    @WithDefault("mlops-batch-jobs")
    String bucket();

    /// Where parts are put together before they are uploaded: this process's own, emptied when it
    /// starts.
    @WithDefault("${mlops.gateway.data-dir:.mlops/inference-gateway}/batch-jobs")
    Path scratchDir();

    /// How often this process looks for a job to run.
    @WithDefault("PT2S")
    Duration pollInterval();

    /// How long a process may be silent before another one takes its jobs.
    @WithDefault("PT15S")
    Duration lease();

    /// Jobs that run in this process at once.
    @WithDefault("1")
    int maxRunning();

    /// Rows of one output file, where a job names none.
    @WithDefault("100000")
    int rowsPerPart();

    /// Chunks that may be under way at once; each is at most one batch.
    @WithDefault("4")
    int chunksInFlight();

    /// How long a chunk may occupy an executor while requests are answered online.
    @WithDefault("PT0.005S")
    Duration busyChunk();

    /// Bytes that one row group of a Parquet file may take outside the heap: the wanted columns as
    /// stored and as unpacked, together.
    @WithDefault("536870912")
    long rowGroupBytes();

    /// Share of unpredictable rows beyond which a job fails, where it names none.
    @WithDefault("0.01")
    double maxFailedShare();

    /// Files of one input.
    @WithDefault("1000")
    int maxFiles();

    /// How long to wait before what failed is tried again.
    @WithDefault("PT1S")
    Duration retryAfter();
}
