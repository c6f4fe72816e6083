package io.minimlops.features;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Settings of the feature store. Sizes are bytes, or carry K, M or G.
@ConfigMapping(prefix = "mlops.features")
public interface FeatureStoreConfig {

    /// Cached data files, uploads on their way, DuckDB's spill files. May be wiped when stopped.
    @WithDefault("${java.io.tmpdir}/mini-mlops-features")
    Path dataDir();

    @WithDefault("mlops-features")
    String bucket();

    Upload upload();

    Cache cache();

    Duckdb duckdb();

    Online online();

    interface Upload {
        /// The largest file taken in.
        @WithDefault("1G")
        MemorySize maxSize();
    }

    interface Cache {
        /// How much of the offline tables is kept on local disk.
        @WithDefault("4G")
        MemorySize maxSize();
    }

    interface Duckdb {
        /// Memory of all jobs together; what does not fit spills to `data-dir`.
        @WithDefault("512M")
        MemorySize memory();

        /// Jobs that run at a time; others wait.
        @WithDefault("2")
        int jobs();

        /// Threads of each job.
        @WithDefault("2")
        int threads();
    }

    interface Online {
        /// Partitions of `features.v1`, when this service creates it.
        @WithDefault("4")
        int partitions();

        /// Replicas of each partition, when this service creates it.
        @WithDefault("1")
        short replicationFactor();

        /// How long a write waits for the broker before it is refused.
        @WithDefault("5S")
        Duration ackTimeout();
    }
}
