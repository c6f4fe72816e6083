package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.search.FilterLanguage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A search for logged models.
///
/// @param datasets limits metric conditions; without any, keeps models measured on one of them
/// @param language what the filter is written in
public record LoggedModelQuery(
        List<Long> experimentIds,
        @Nullable String filter,
        List<OnDataset> datasets,
        List<Order> orderBy,
        int maxResults,
        @Nullable String pageToken,
        FilterLanguage language) {

    Object identity() {
        return List.of(experimentIds, filter == null ? "" : filter, datasets, orderBy);
    }

    /// @param digest absent for any
    public record OnDataset(String name, @Nullable String digest) {}

    /// @param field an attribute, or `metrics.<key>`
    /// @param dataset the metric's dataset, absent for any
    public record Order(String field, boolean ascending, @Nullable OnDataset dataset) {}
}
