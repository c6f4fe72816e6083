package io.minimlops.tracker.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How much a client's search may cost.
@ConfigMapping(prefix = "mlops.tracker.search")
public interface SearchConfig {

    /// The longest a search may take in the database, in whole seconds.
    @WithDefault("20S")
    Duration timeout();
}
