package io.minimlops.gateway.inferencelog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/// How answered requests are told.
@ConfigMapping(prefix = "mlops.gateway.inference-log")
public interface InferenceLogConfig {

    /// Rows that may wait to be told; beyond, requests are dropped from the log and counted. A
    /// request with more rows than that is never told. A row of more than 32 columns counts once
    /// for each 32.
    @WithDefault("20000")
    int bufferRows();

    /// Share of requests that is told, 0 to 1.
    @WithDefault("1.0")
    double samplingRate();

    /// The same for single deployments.
    Map<String, Double> samplingRates();

    /// Rows in one event; a larger request is told in several.
    @WithDefault("500")
    int rowsPerEvent();

    /// Share of one core that the telling thread may take, above 0 to 1; a quarter of all cores,
    /// one at most, when absent.
    OptionalDouble maxLoad();

    /// How long events wait to travel together.
    @WithDefault("PT0.005S")
    Duration linger();
}
