package io.minimlops.tracker.mlflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Limits of the wire.
@ConfigMapping(prefix = "mlops.tracker")
public interface TrackerConfig {

    /// The largest JSON body that is read, in bytes. Reading one takes several times as much
    /// memory.
    @WithDefault("16777216")
    long maxJsonBytes();

    /// Whether filters may use `OR`, `NOT` and parentheses although the request does not ask for
    /// it.
    @WithDefault("false")
    boolean extendedFilters();

    /// The MLflow release whose behaviour clients may count on.
    @WithDefault("3.11.1")
    String mlflowVersion();
}
