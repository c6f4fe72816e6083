package io.minimlops.gateway.deployment.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.gateway.deployment.traffic.Counts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the champion and the version did in the same period.
///
/// @param since requests are counted
/// @param baseline whether the champion's counts are of the step before, because it has no traffic
///     at this one
public record Evidence(Instant since, boolean baseline, Side champion, Side canary) {

    /// @param failed valid requests without an answer
    /// @param errors these and the requests that were refused
    /// @param p95LowMillis lower end of the 99 % interval of the 95th percentile
    /// @param p95HighMillis upper end
    /// @param labels labels or rewards that met its predictions since the rollout began
    /// @param meanLoss by the wanted metric
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(
            long requests,
            long failed,
            long errors,
            long answered,
            double p95Millis,
            double p95LowMillis,
            double p95HighMillis,
            long labels,
            @Nullable Double meanLoss,
            @Nullable Double lossVariance) {

        private static final double QUANTILE = 0.95;

        public static Side of(Counts counts, Moments losses) {
            long n = counts.answered();
            double middle = n * QUANTILE;
            double margin = Bounds.Z * Math.sqrt(n * QUANTILE * (1 - QUANTILE));
            return new Side(
                    counts.requests(),
                    counts.failed(),
                    counts.errors(),
                    n,
                    counts.quantileMillis(QUANTILE),
                    counts.millisOfRank(Math.max(1, Math.floor(middle - margin))),
                    counts.millisOfRank(Math.min(n, Math.ceil(middle + margin + 1))),
                    losses.count(),
                    losses.count() == 0 ? null : losses.mean(),
                    losses.count() < 2 ? null : losses.variance());
        }

        double errorRate() {
            return requests == 0 ? 0 : (double) errors / requests;
        }

        double failureRate() {
            return requests == 0 ? 0 : (double) failed / requests;
        }
    }
}
