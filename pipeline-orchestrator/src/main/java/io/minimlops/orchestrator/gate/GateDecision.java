package io.minimlops.orchestrator.gate;

import io.minimlops.orchestrator.evaluation.Metrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Admitted or refused, with every number that led there.
///
/// @param reasons for people; when refused, each is one that would have sufficed
/// @param metric what was compared
/// @param champion on the same rows; null when there is none
/// @param challenger on the same rows
/// @param gain of the challenger over the champion, null without a champion
/// @param gainLow lower end of the central 90 % of the bootstrapped gain
/// @param gainHigh upper end
/// @param confidence share of replicates in which the challenger is better
/// @param labels rows compared
/// @param positives of them
public record GateDecision(
        boolean admitted,
        List<String> reasons,
        GateMetric metric,
        @Nullable Metrics champion,
        Metrics challenger,
        @Nullable Double gain,
        @Nullable Double gainLow,
        @Nullable Double gainHigh,
        @Nullable Double confidence,
        int labels,
        int positives) {

    public GateDecision {
        reasons = List.copyOf(reasons);
    }
}
