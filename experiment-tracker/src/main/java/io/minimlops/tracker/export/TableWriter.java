package io.minimlops.tracker.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes rows; closing writes what a file of the format ends with.
interface TableWriter extends Closeable {

    /// @param values one a column: String, Long, Double, or null where it is missing; times as
    ///     epoch
    ///     milliseconds
    void row(List<? extends @Nullable Object> values) throws IOException;
}
