package io.minimlops.features.feast;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The wire's request bodies, by its names in camel case.
final class FeastRequests {

    private FeastRequests() {}

    /// @param eventTime our addition: what a view's ttl is judged against, RFC 3339; absent: now
    /// @param eventTimes the same for each row, null where `eventTime` holds
    record GetOnlineFeatures(
            @Nullable Map<String, List<@Nullable Object>> entities,
            @Nullable List<String> features,
            @Nullable String featureService,
            @Nullable Boolean fullFeatureNames,
            @Nullable String eventTime,
            @Nullable List<@Nullable String> eventTimes) {

        boolean namesAreFull() {
            return Boolean.TRUE.equals(fullFeatureNames);
        }
    }

    record PushRows(
            @Nullable String pushSourceName,
            @Nullable Map<String, List<@Nullable Object>> df,
            @Nullable String to) {}

    record WriteToOnlineStore(
            @Nullable String featureViewName, @Nullable Map<String, List<@Nullable Object>> df) {}

    record Materialize(
            @Nullable String startTs,
            @Nullable String endTs,
            @Nullable List<String> featureViews,
            @Nullable Boolean disableEventTimestamp) {}
}
