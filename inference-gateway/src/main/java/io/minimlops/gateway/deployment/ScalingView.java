package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.spec.Scaling;
import io.minimlops.gateway.model.LoadTimes;
import io.minimlops.gateway.scaling.ArrivalHistory.Bucket;
import io.minimlops.gateway.scaling.BreakEven;
import io.minimlops.gateway.scaling.ColdStart;
import io.minimlops.gateway.scaling.ColdStartLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a deployment sleeps and wakes. What was seen is of this process, since it first held the
/// deployment.
///
/// @param settings absent when it does not scale to zero
/// @param idleSince the last request, or what else wanted it in memory
/// @param memoryBytes of its versions' files, which are held about once when loaded; absent when
///     none was loaded yet
/// @param arrivals requests by five minutes, of the last day, empty ones left out
/// @param advice absent until it was loaded once
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScalingView(
        String deployment,
        ScalingState state,
        @Nullable Scaling settings,
        Instant since,
        Instant idleSince,
        long requests,
        int waiting,
        @Nullable Long memoryBytes,
        ColdStartsView coldStarts,
        List<Bucket> arrivals,
        BreakEven.@Nullable Advice advice) {

    /// @param last absent when there was none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ColdStartsView(
            long count,
            @Nullable ColdStartView last,
            @Nullable Double p50Millis,
            @Nullable Double p95Millis,
            @Nullable Double maxMillis) {

        static ColdStartsView of(ColdStartLog log) {
            return new ColdStartsView(
                    log.count(),
                    log.last().map(ColdStartView::of).orElse(null),
                    log.quantile(0.5).map(ScalingView::millis).orElse(null),
                    log.quantile(0.95).map(ScalingView::millis).orElse(null),
                    log.quantile(1).map(ScalingView::millis).orElse(null));
        }
    }

    /// Durations in milliseconds; what the phases leave of the total was spent waiting for a thread
    /// that loads.
    record ColdStartView(
            Instant at,
            double totalMillis,
            double fetchMillis,
            double verifyMillis,
            double loadMillis,
            double warmUpMillis,
            int waited) {

        static ColdStartView of(ColdStart coldStart) {
            LoadTimes phases = coldStart.phases();
            return new ColdStartView(
                    coldStart.at(),
                    millis(coldStart.total()),
                    millis(phases.fetch()),
                    millis(phases.verify()),
                    millis(phases.load()),
                    millis(phases.warmUp()),
                    coldStart.waited());
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
