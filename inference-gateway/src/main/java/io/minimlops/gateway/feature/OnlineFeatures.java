package io.minimlops.gateway.feature;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The online feature store.
public interface OnlineFeatures {

    /// What is asked of it.
    ///
    /// @param service the feature service that is asked instead of single features, if any
    /// @param references `view:feature` each
    /// @param entities the join keys' names
    record Question(@Nullable String service, List<String> references, List<String> entities) {

        /// The features' full names, in the order of the references.
        List<String> names() {
            return references.stream().map(reference -> reference.replaceFirst(":", "__")).toList();
        }
    }

    /// Looks up features for all rows in one call.
    ///
    /// @param rows keys in the order of the question's entities
    /// @param eventTimes what each row's ages are judged against; null: now
    /// @throws FeatureStoreAway when there is no answer, or none that can be used
    /// @throws InvalidFeatureRequest when the store does not take the keys
    FeatureRows lookUp(
            Question question, List<List<Object>> rows, List<@Nullable Instant> eventTimes)
            throws FeatureStoreAway, InterruptedException;
}
