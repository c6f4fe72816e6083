package io.minimlops.tracker.dvc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The remote for DVC.
@ConfigMapping(prefix = "mlops.dvc")
public interface DvcConfig {

    /// The bucket with the data of all repositories, `<repository>/files/md5/…`; made when missing.
    @WithDefault("mlops-data")
    String bucket();

    /// How long the index is believed after the bucket was last seen to hold an object. Deletions
    /// behind this server's back are noticed after it; additions at once.
    @WithDefault("PT10M")
    Duration trust();

    /// How long an answer's content is held back, for clients that only wanted to know whether it
    /// is there: they hang up, and the bucket was never asked.
    @WithDefault("PT0.005S")
    Duration hold();

    /// The largest directory object, in bytes; it is read into memory.
    @WithDefault("16777216")
    int maxDirBytes();

    /// Uploads at a time; others wait their turn. Each holds one part of `mlops.s3.part-size`.
    @WithDefault("8")
    int uploads();

    /// Objects younger than this are not collected, for what names them may still be on its way.
    @WithDefault("PT24H")
    Duration grace();
}
