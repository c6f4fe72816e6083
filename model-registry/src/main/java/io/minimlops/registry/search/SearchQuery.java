package io.minimlops.registry.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller asks for.
///
/// @param filter comparisons joined by AND; absent or blank for all
/// @param orderBy clauses such as `name DESC`
/// @param maxResults page size, at least 1
public record SearchQuery(
        @Nullable String filter, List<String> orderBy, int maxResults, @Nullable String pageToken) {

    public static SearchQuery all(int maxResults) {
        return new SearchQuery(null, List.of(), maxResults, null);
    }
}
