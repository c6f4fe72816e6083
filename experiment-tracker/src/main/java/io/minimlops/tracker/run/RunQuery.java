package io.minimlops.tracker.run;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.search.FilterLanguage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A search for runs.
///
/// @param experimentIds where to look; none means nothing is found
/// @param filter for example `metrics.loss < 0.1 AND params.model = 'tree'`
/// @param orderBy for example `metrics.loss ASC`; by default the newest first
/// @param language what the filter is written in
/// @param parts what is wanted of the runs found
public record RunQuery(
        List<Long> experimentIds,
        @Nullable String filter,
        Set<Stage> stages,
        List<String> orderBy,
        int maxResults,
        @Nullable String pageToken,
        FilterLanguage language,
        RunParts parts) {

    /// A search in the stock language for what searches usually tell.
    public RunQuery(
            List<Long> experimentIds,
            @Nullable String filter,
            Set<Stage> stages,
            List<String> orderBy,
            int maxResults,
            @Nullable String pageToken) {
        this(
                experimentIds,
                filter,
                stages,
                orderBy,
                maxResults,
                pageToken,
                FilterLanguage.STOCK,
                RunParts.USUAL);
    }

    /// What a page token is bound to.
    Object identity() {
        return List.of(experimentIds, filter == null ? "" : filter, stages.toString(), orderBy);
    }
}
