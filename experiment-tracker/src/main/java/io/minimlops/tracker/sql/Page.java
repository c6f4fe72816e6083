package io.minimlops.tracker.sql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Some rows, and where the next ones begin.
///
/// @param next absent on the last page
public record Page<T>(List<T> rows, @Nullable String next) {

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), null);
    }

    /// @param found one row more than `size` when there is a next page
    /// @param token writes the token after the last row of this page
    public static <T> Page<T> of(List<T> found, int size, Function<T, String> token) {
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        List<T> rows = List.copyOf(found.subList(0, size));
        return new Page<>(rows, token.apply(rows.getLast()));
    }

    public <R> Page<R> with(List<R> other) {
        return new Page<>(other, next);
    }
}
