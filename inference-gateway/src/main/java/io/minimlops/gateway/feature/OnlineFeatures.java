package io.minimlops.gateway.feature;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The online feature store.
public interface OnlineFeatures {

    /// Looks up features for all rows in one call.
    ///
    /// @param references `view:feature` each
    /// @param eventTime what ages are judged against; absent: now
    /// @throws FeatureStoreAway when there is no answer, or none that can be used
    FeatureRows lookUp(
            List<String> references,
            List<String> entities,
            List<List<Object>> rows,
            @Nullable Instant eventTime)
            throws FeatureStoreAway, InterruptedException;
}
