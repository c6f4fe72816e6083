package io.minimlops.orchestrator.canary;

/// What a rule made of two arms.
///
/// @param reason for people, with the numbers
/// @param champion mean loss per labelled request; `NaN` without labels
/// @param canary mean loss per labelled request; `NaN` without labels
/// @param difference canary minus champion: positive is worse
/// @param low lower end of the difference's confidence interval
/// @param high upper end
/// @param championLabels labelled requests
/// @param canaryLabels labelled requests
/// @param championErrors share of failed requests
/// @param canaryErrors share of failed requests
public record CanaryJudgement(
        Outcome outcome,
        String reason,
        double champion,
        double canary,
        double difference,
        double low,
        double high,
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
