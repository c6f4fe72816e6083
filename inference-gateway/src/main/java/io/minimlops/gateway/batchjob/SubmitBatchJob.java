package io.minimlops.gateway.batchjob;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be predicted from where to where.
///
/// @param version absent: the deployment's champion of this moment
/// @param idColumn kept, and first
/// @param columns of the input by the names of what the model takes: one, or those that make up a
///     matrix; what is not named goes by its own name
/// @param keep columns that the output repeats; `*` for all
/// @param eventTime column with the time that features' ages are judged against
/// @param maxFailedShare of rows that may be unpredictable, 0 to 1
/// @param requestId makes the same request sent again the same job
record SubmitBatchJob(
        @Nullable String deployment,
        @Nullable String version,
        @Nullable Input input,
        @Nullable Output output,
        @Nullable String idColumn,
        @Nullable Map<String, List<String>> columns,
        @Nullable List<String> keep,
        @Nullable String eventTime,
        @Nullable Integer rowsPerPart,
        @Nullable Long maxRowsPerSecond,
        @Nullable Double maxFailedShare,
        @Nullable String requestId) {

    /// @param key of one object; else all objects with the prefix, but those whose name begins with
    ///     `_` or `.`
    /// @param format `parquet` or `csv`
    record Input(
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String prefix,
            @Nullable String format) {}

    record Output(@Nullable String bucket, @Nullable String prefix) {}
}
