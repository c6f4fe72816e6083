package io.minimlops.gateway.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One prediction as the inference log holds it.
///
/// @param columns the order of the features
/// @param features null for a missing value
/// @param version that predicted
record LoggedRow(
        String predictionId,
        String requestId,
        String version,
        Instant servedAt,
        List<String> columns,
        List<@Nullable Double> features,
        double prediction) {}
