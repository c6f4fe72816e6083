package io.minimlops.orchestrator.drift;

import java.util.List;

/// When a difference is worth a word, and when it is worth a retraining. The defaults are the
/// industry's rule for PSI.
///
/// @param psiWarn PSI from which a column is `WARN`
/// @param psiAlarm PSI from which a column is `ALARM`
/// @param ksSignificance share of false discoveries that Benjamini–Hochberg allows over the
///     columns' KS tests
/// @param ksEffect least KS distance that makes a significant difference a `WARN`: in a large
///     window every difference is significant
/// @param missingWarn rise of the missing share (0 to 1) from which a column is `WARN`
/// @param missingAlarm rise of the missing share from which it is `ALARM`
/// @param minRows fewer rows with a value, in the window or the reference, are `INSUFFICIENT`
/// @param columns the columns that count; empty = all of the reference
public record DriftThresholds(
        double psiWarn,
        double psiAlarm,
        double ksSignificance,
        double ksEffect,
        double missingWarn,
        double missingAlarm,
        int minRows,
        List<String> columns) {

    public static final DriftThresholds DEFAULTS =
            new DriftThresholds(0.1, 0.25, 0.05, 0.1, 0.05, 0.2, 200, List.of());

    public DriftThresholds {
        columns = List.copyOf(columns);
        require(psiWarn > 0 && psiAlarm >= psiWarn, "0 < psiWarn <= psiAlarm");
        require(ksSignificance > 0 && ksSignificance < 1, "0 < ksSignificance < 1");
        require(ksEffect >= 0 && ksEffect <= 1, "0 <= ksEffect <= 1");
        require(missingWarn > 0 && missingAlarm >= missingWarn, "0 < missingWarn <= missingAlarm");
        require(minRows >= 1, "minRows >= 1");
    }

    public DriftThresholds onColumns(List<String> names) {
        return new DriftThresholds(
                psiWarn,
                psiAlarm,
                ksSignificance,
                ksEffect,
                missingWarn,
                missingAlarm,
                minRows,
                names);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("drift thresholds must keep " + rule);
        }
    }
}
