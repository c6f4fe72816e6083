package io.minimlops.gateway.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// How versions are kept and run.
@ConfigMapping(prefix = "mlops.gateway.model")
public interface ModelConfig {

    /// Where verified files are kept between starts.
    @WithDefault("${mlops.gateway.data-dir:.mlops/inference-gateway}")
    Path dataDir();

    /// Bytes that files of versions may take on disk which are not loaded; those used longest ago
    /// go first. What is not there any more is fetched again when its version is asked for.
    @WithDefault("21474836480")
    long keptOnDiskBytes();

    /// Deployments in memory at most, those that were made by hand and do not scale to zero aside.
    /// The one asked for longest ago makes room.
    @WithDefault("256")
    int maxLoaded();

    /// Bytes that all loaded versions' files have at most, as [#maxLoaded]; 0: any number.
    @WithDefault("0")
    long maxLoadedBytes();

    /// Versions that are loaded at the same time; 0: half of the cores.
    @WithDefault("0")
    int parallelLoads();

    /// Versions per model that stay loaded after traffic left them, so that a rollback needs no
    /// load.
    @WithDefault("1")
    int keptLoaded();

    /// How long such a version stays loaded.
    @WithDefault("PT10M")
    Duration keepLoadedFor();

    /// How long after its last batch the statistics of an unloaded version are told.
    @WithDefault("PT1H")
    Duration keepStatisticsFor();

    /// Batches of one version that run at once; 0: half of the cores.
    @WithDefault("0")
    int executors();

    /// Threads one batch may use; executors × threads never exceed the cores.
    @WithDefault("1")
    int threads();

    /// The most bytes a version's files may have.
    @WithDefault("2147483648")
    long maxBytes();

    /// How long a version may be warmed up, in batches of each size.
    @WithDefault("3")
    int warmupRuns();

    /// How long a version may have been warmed up for another batch to be run: versions that are to
    /// be loaded after it wait for a slow one.
    @WithDefault("PT2S")
    Duration warmupLimit();
}
