package io.minimlops.orchestrator.canary;

import io.minimlops.orchestrator.canary.CanaryJudgement.Outcome;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// Judges a canary: Welch's interval for the difference of two mean losses, whose arms answered
/// different requests.
///
/// Rolled back when even the interval's better end is worse than `tolerance`, or when it fails more
/// requests than allowed; promoted when even the worse end is within `tolerance` and there are
/// `promoteLabels`; otherwise it goes on. Looking again and again makes a false alarm likelier than
/// `1 - confidence`: the default confidence is strict for that reason.
///
/// @param loss what is compared
/// @param confidence two-sided, of the interval, 0.5 to 1 (exclusive)
/// @param tolerance loss the canary may be worse by
/// @param minLabels labelled requests each arm needs before labels decide anything
/// @param promoteLabels labelled requests the canary needs to be promoted
/// @param minRequests requests the canary needs before errors decide anything
/// @param maxErrorRise share of failed requests the canary may have above the champion's
public record CanaryRule(
        CanaryLoss loss,
        double confidence,
        double tolerance,
        int minLabels,
        int promoteLabels,
        int minRequests,
        double maxErrorRise) {

    public static final CanaryRule DEFAULTS =
            new CanaryRule(CanaryLoss.LOG_LOSS, 0.99, 0.01, 200, 2_000, 100, 0.02);

    public CanaryRule {
        if (!(confidence >= 0.5 && confidence < 1)
                || !(tolerance >= 0)
                || minLabels < 2
                || promoteLabels < minLabels
                || minRequests < 1
                || !(maxErrorRise >= 0)) {
            throw new IllegalArgumentException(
                    "a canary rule must keep 0.5 <= confidence < 1, tolerance >= 0,"
                            + " 2 <= minLabels <= promoteLabels, minRequests >= 1, maxErrorRise >= 0");
        }
    }

    public CanaryJudgement judge(CanaryArm champion, CanaryArm canary) {
        Moments a = Moments.of(champion, loss);
        Moments b = Moments.of(canary, loss);
        double difference = b.mean - a.mean;
        double margin = margin(a, b);
        Reading reading = new Reading(difference, difference - margin, difference + margin);
        Decision decision = decide(champion, canary, reading);
        return new CanaryJudgement(
                decision.outcome,
                decision.reason,
                orNull(a.mean),
                orNull(b.mean),
                orNull(difference),
                orNull(reading.low),
                orNull(reading.high),
                a.n,
                b.n,
                champion.errorRate(),
                canary.errorRate());
    }

    private Decision decide(CanaryArm champion, CanaryArm canary, Reading reading) {
        if (canary.requests() >= minRequests
                && canary.errorRate() > champion.errorRate() + maxErrorRise) {
            return decision(
                    Outcome.ROLL_BACK,
                    "fails %.1f %% of its requests, the champion %.1f %%",
                    100 * canary.errorRate(),
                    100 * champion.errorRate());
        }
        if (champion.labelled() < minLabels || canary.labelled() < minLabels) {
            return decision(
                    Outcome.CONTINUE,
                    "%d labels at the canary and %d at the champion: each needs %d",
                    canary.labelled(),
                    champion.labelled(),
                    minLabels);
        }
        if (reading.low > tolerance) {
            return compared(Outcome.ROLL_BACK, "worse", reading);
        }
        if (reading.high <= tolerance && canary.labelled() >= promoteLabels) {
            return compared(Outcome.PROMOTE, "not worse", reading);
        }
        return compared(Outcome.CONTINUE, "not decided", reading);
    }

    private Decision compared(Outcome outcome, String word, Reading reading) {
        return decision(
                outcome,
                "%s: mean %s differs by %+.4f (%.4f to %.4f at %.4g %%), tolerance %.4g",
                word,
                loss == CanaryLoss.BRIER ? "Brier score" : "log loss",
                reading.difference,
                reading.low,
                reading.high,
                100 * confidence,
                tolerance);
    }

    private static Decision decision(Outcome outcome, String format, Object... numbers) {
        return new Decision(outcome, String.format(Locale.ROOT, format, numbers));
    }

    /// Half the width of Welch's interval; infinite while an arm has fewer than two labels.
    private double margin(Moments a, Moments b) {
        if (a.n < 2 || b.n < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double va = a.variance / a.n;
        double vb = b.variance / b.n;
        if (va + vb == 0) {
            return 0;
        }
        double freedom = (va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1));
        double t = TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2);
        return t * Math.sqrt(va + vb);
    }

    private static @Nullable Double orNull(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private record Decision(Outcome outcome, String reason) {}

    private record Reading(double difference, double low, double high) {}

    /// Sample moments of the losses: mean and unbiased variance.
    private record Moments(int n, double mean, double variance) {
        static Moments of(CanaryArm arm, CanaryLoss loss) {
            int n = arm.labelled();
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double x = loss.of(arm.predictions()[i], arm.labels()[i]);
                double step = x - mean;
                mean += step / (i + 1);
                squares += step * (x - mean);
            }
            return new Moments(n, n == 0 ? Double.NaN : mean, n < 2 ? 0 : squares / (n - 1));
        }
    }
}
