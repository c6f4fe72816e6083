package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.search.FilterLanguage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A search for experiments.
///
/// @param filter for example `name LIKE 'flight%' AND tags.team = 'ops'`
/// @param orderBy for example `last_update_time DESC`; by default the newest first
/// @param language what the filter is written in
public record ExperimentQuery(
        @Nullable String filter,
        List<String> orderBy,
        Set<Stage> stages,
        int maxResults,
        @Nullable String pageToken,
        FilterLanguage language) {

    /// What a page token is bound to.
    Object identity() {
        return List.of(String.valueOf(filter), orderBy, stages.toString());
    }
}
