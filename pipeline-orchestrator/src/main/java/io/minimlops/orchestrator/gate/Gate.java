package io.minimlops.orchestrator.gate;

import io.minimlops.orchestrator.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides whether a challenger may take the champion's place, on the same labelled rows for both.
public final class Gate {
    private static final double CENTRAL_LOW = 0.05;
    private static final double CENTRAL_HIGH = 0.95;

    private Gate() {}

    /// @param champion probabilities; null when there is no champion yet, then the policy's bound
    ///     decides
    /// @param challenger probabilities, of the same rows
    /// @param labels 0 or 1, of the same rows
    public static GateDecision decide(
            float @Nullable [] champion, float[] challenger, float[] labels, GatePolicy policy) {
        Metrics ofChallenger = Metrics.of(challenger, labels);
        List<String> refusals = tooFewLabels(ofChallenger, policy);
        if (champion == null) {
            return first(ofChallenger, refusals, policy);
        }
        Metrics ofChampion = Metrics.of(champion, labels);
        if (!refusals.isEmpty()) {
            return decision(refusals, List.of(), policy, ofChampion, ofChallenger, null);
        }
        Gains gains = PairedBootstrap.gains(champion, challenger, labels, policy);
        refusals.addAll(shortcomings(gains, policy));
        return decision(
                refusals,
                List.of(won(gains, labels.length, policy)),
                policy,
                ofChampion,
                ofChallenger,
                gains);
    }

    private static List<String> shortcomings(Gains gains, GatePolicy policy) {
        List<String> shortcomings = new ArrayList<>();
        if (gains.observed() < policy.minGain()) {
            shortcomings.add(
                    text(
                            "gains %+.4f in %s, needs %+.4f",
                            gains.observed(), policy.metric().word(), policy.minGain()));
        }
        if (gains.shareBetter() < policy.confidence()) {
            shortcomings.add(
                    text(
                            "better in %.1f %% of %d resamples, needs %.1f %%",
                            100 * gains.shareBetter(),
                            policy.replicates(),
                            100 * policy.confidence()));
        }
        return shortcomings;
    }

    private static String won(Gains gains, int labels, GatePolicy policy) {
        return text(
                "gains %+.4f in %s on %d labels, better in %.1f %% of %d resamples",
                gains.observed(),
                policy.metric().word(),
                labels,
                100 * gains.shareBetter(),
                policy.replicates());
    }

    private static GateDecision first(
            Metrics challenger, List<String> refusals, GatePolicy policy) {
        double value = policy.metric().of(challenger);
        String against = text("%s %.4f, bound %.4f", policy.metric().word(), value, policy.bound());
        if (!policy.metric().reaches(value, policy.bound())) {
            refusals.add("no champion yet, and the bound is missed: " + against);
        }
        List<String> won = List.of("no champion yet, and the bound is kept: " + against);
        return decision(refusals, won, policy, null, challenger, null);
    }

    private static List<String> tooFewLabels(Metrics metrics, GatePolicy policy) {
        List<String> refusals = new ArrayList<>();
        if (metrics.rows() < policy.minLabels()) {
            refusals.add(text("%d labels, needs %d", metrics.rows(), policy.minLabels()));
        }
        if (metrics.positives() == 0 || metrics.positives() == metrics.rows()) {
            refusals.add("only one class among the labels");
        }
        return refusals;
    }

    private static GateDecision decision(
            List<String> refusals,
            List<String> won,
            GatePolicy policy,
            @Nullable Metrics champion,
            Metrics challenger,
            @Nullable Gains gains) {
        return new GateDecision(
                refusals.isEmpty(),
                refusals.isEmpty() ? won : refusals,
                policy.metric(),
                champion,
                challenger,
                gains == null ? null : gains.observed(),
                gains == null ? null : gains.quantile(CENTRAL_LOW),
                gains == null ? null : gains.quantile(CENTRAL_HIGH),
                gains == null ? null : gains.shareBetter(),
                challenger.rows(),
                challenger.positives());
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
