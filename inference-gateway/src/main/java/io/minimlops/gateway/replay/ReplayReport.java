package io.minimlops.gateway.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.quality.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a candidate's predictions differ from those that were served; a difference is
/// the candidate's minus the served one.
///
/// @param rows compared
/// @param equal rows whose difference is within the tolerance
/// @param quantiles of the absolute difference, from a uniform sample of 10,000 rows when there are
///     more
/// @param flips rows on the other side of the threshold
/// @param skipped rows that could not be run, by reason
/// @param failed rows on which the candidate failed
/// @param notComparable rows where one of the two predictions is no number
/// @param servedVersions how many rows each version had answered
/// @param labels how many compared rows have a label; the figures of both are from these
/// @param columns where differences come from
/// @param top rows with the greatest differences
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayReport(
        long rows,
        long equal,
        @Nullable Double equalShare,
        @Nullable Double meanDifference,
        @Nullable Double meanAbsoluteDifference,
        @Nullable Double maxAbsoluteDifference,
        Map<String, Double> quantiles,
        Flips flips,
        Map<String, Long> skipped,
        Failed failed,
        long notComparable,
        Map<String, Long> servedVersions,
        int labels,
        @Nullable Figures served,
        @Nullable Figures candidate,
        List<ColumnView> columns,
        List<RowView> top) {

    /// @param up rows that only the candidate says yes to
    /// @param down rows that only the served version said yes to
    public record Flips(double threshold, long total, long up, long down) {}

    /// @param examples some prediction ids, with what the model said
    public record Failed(long rows, Map<String, String> examples) {}

    /// @param correlation of the column's value with the absolute difference (Pearson); absent when
    ///     either never changes
    /// @param missing rows without a value
    /// @param meanAbsoluteDifferenceWhenMissing in these rows
    /// @param meanAbsoluteDifferenceWhenPresent in the others
    /// @param worst the value in the row with the greatest difference; absent when missing there
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ColumnView(
            String name,
            @Nullable Double correlation,
            long missing,
            @Nullable Double meanAbsoluteDifferenceWhenMissing,
            @Nullable Double meanAbsoluteDifferenceWhenPresent,
            @Nullable Double worst) {}

    public record RowView(
            String predictionId,
            String requestId,
            Instant servedAt,
            String servedVersion,
            double served,
            double candidate,
            double difference,
            Map<String, @Nullable Double> features) {}
}
