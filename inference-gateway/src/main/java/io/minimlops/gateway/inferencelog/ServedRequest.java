package io.minimlops.gateway.inferencelog;

import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.model.VersionId;
import java.time.Instant;
import java.util.List;

/// An answered request, as compact as a buffer should hold it; the event is built from it later, on
/// another thread.
///
/// @param keys without rows for a plain model
/// @param predictions one per row
public record ServedRequest(
        String requestId,
        String correlationId,
        String deployment,
        VersionId version,
        String role,
        Vectors vectors,
        Keys keys,
        List<String> predictionIds,
        double[] predictions,
        Instant eventTime,
        Instant servedAt,
        long latencyMicros,
        int batchRows) {

    private static final int COLUMNS_OF_A_ROW = 32;

    public int rows() {
        return predictions.length;
    }

    /// Room that it takes in a buffer, in rows of up to 32 columns.
    int weight() {
        return rows() * Math.max(1, Math.ceilDiv(vectors.columns().size(), COLUMNS_OF_A_ROW));
    }
}
