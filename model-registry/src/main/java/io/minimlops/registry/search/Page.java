package io.minimlops.registry.search;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Part of a result.
///
/// @param nextToken asks for the next part; absent on the last
public record Page<T>(List<T> items, @Nullable String nextToken) {

    public <R> Page<R> mapAll(Function<List<T>, List<R>> mapping) {
        return new Page<>(items.isEmpty() ? List.of() : mapping.apply(items), nextToken);
    }
}
