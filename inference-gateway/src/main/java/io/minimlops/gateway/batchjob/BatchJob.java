package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.TableFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be done, decided once: nothing in it changes when the job is run again, so the same
/// rows meet the same version however often it is interrupted.
///
/// @param version the one that predicts every row
/// @param columns of the input for each thing the model takes
/// @param keep columns that the output repeats
/// @param eventTime column with the time that features' ages are judged against; absent: now
/// @param maxRowsPerSecond 0: as fast as online requests allow
/// @param maxFailedShare of rows that may turn out unpredictable before the job fails, 0 to 1
record BatchJob(
        String id,
        String deployment,
        String model,
        String version,
        Input input,
        Output output,
        Map<String, List<String>> columns,
        List<String> keep,
        @Nullable String eventTime,
        int rowsPerPart,
        long maxRowsPerSecond,
        double maxFailedShare,
        @Nullable String requestId,
        String correlationId,
        Instant createdAt) {

    BatchJob {
        columns = Map.copyOf(columns);
        keep = List.copyOf(keep);
    }

    /// @param files in the order in which they are read
    record Input(String bucket, TableFormat format, List<File> files) {
        long bytes() {
            return files.stream().mapToLong(File::bytes).sum();
        }

        /// Rows of all files; absent where only reading tells.
        @Nullable Long rows() {
            long rows = 0;
            for (File file : files) {
                if (file.rows() == null) {
                    return null;
                }
                rows += file.rows();
            }
            return rows;
        }
    }

    /// @param etag of the content that was promised
    /// @param rows absent where only reading tells
    record File(String key, String etag, long bytes, @Nullable Long rows) {
        Listed listed() {
            return new Listed(key, etag, bytes);
        }
    }

    /// @param prefix ends with a slash, or is empty
    record Output(String bucket, String prefix) {
        String part(int number) {
            return "%spart-%06d.parquet".formatted(prefix, number);
        }

        String errors(int number) {
            return "%s_errors/part-%06d.parquet".formatted(prefix, number);
        }

        /// Present when every row is accounted for.
        String success() {
            return prefix + "_SUCCESS";
        }

        /// Present as soon as a job may write here.
        String claim() {
            return prefix + "_job.json";
        }
    }
}
