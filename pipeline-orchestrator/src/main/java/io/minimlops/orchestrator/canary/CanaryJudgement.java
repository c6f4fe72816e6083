package io.minimlops.orchestrator.canary;

import org.jspecify.annotations.Nullable;

/// What a rule made of two arms.
///
/// @param reason for people, with the numbers
/// @param champion mean loss per labelled request; null without labels
/// @param canary mean loss per labelled request; null without labels
/// @param difference canary minus champion: positive is worse; null while one of them is
/// @param low lower end of the difference's confidence interval; null while an arm has fewer than
///     two labels
/// @param high upper end
/// @param championLabels labelled requests
/// @param canaryLabels labelled requests
/// @param championErrors share of failed requests
/// @param canaryErrors share of failed requests
public record CanaryJudgement(
        Outcome outcome,
        String reason,
        @Nullable Double champion,
        @Nullable Double canary,
        @Nullable Double difference,
        @Nullable Double low,
        @Nullable Double high,
        int championLabels,
        int canaryLabels,
        double championErrors,
        double canaryErrors) {

    public enum Outcome {
        CONTINUE,
        ROLL_BACK,
        PROMOTE
    }
}
