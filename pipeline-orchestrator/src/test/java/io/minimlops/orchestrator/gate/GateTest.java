package io.minimlops.orchestrator.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.orchestrator.evaluation.Metrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
    private static final GatePolicy POLICY = GatePolicy.DEFAULTS;

    private final float[] labels = new float[4_000];
    private final float[] weak = new float[labels.length];
    private final float[] strong = new float[labels.length];

    GateTest() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < labels.length; i++) {
            double truth = random.nextGaussian();
            labels[i] = truth + random.nextGaussian() > 0.8 ? 1 : 0;
            weak[i] = probability(truth + 2 * random.nextGaussian());
            strong[i] = probability(truth + 0.5 * random.nextGaussian());
        }
    }

    @Test
    void aClearlyBetterChallengerIsAdmitted() {
        GateDecision decision = Gate.decide(weak, strong, labels, POLICY);

        assertThat(decision.admitted()).isTrue();
        assertThat(decision.gain()).isPositive();
        assertThat(decision.gainLow()).isLessThan(decision.gain());
        assertThat(decision.gainHigh()).isGreaterThan(decision.gain());
        assertThat(decision.confidence()).isEqualTo(1);
        assertThat(decision.reasons()).singleElement().asString().contains("on 4000 labels");
    }

    @Test
    void aWorseChallengerIsRefusedForBothReasons() {
        GateDecision decision = Gate.decide(strong, weak, labels, POLICY);

        assertThat(decision.admitted()).isFalse();
        assertThat(decision.reasons()).hasSize(2);
        assertThat(decision.reasons().getFirst()).startsWith("gains -0.");
    }

    @Test
    void theChampionItselfIsNotBetterThanItself() {
        GateDecision decision = Gate.decide(strong, strong, labels, POLICY);

        assertThat(decision.admitted()).isFalse();
        assertThat(decision.gain()).isZero();
        assertThat(decision.confidence()).isEqualTo(0.5);
    }

    @Test
    void tooFewLabelsRefuseEvenTheBetterOne() {
        GateDecision decision =
                Gate.decide(first(weak, 100), first(strong, 100), first(labels, 100), POLICY);

        assertThat(decision.admitted()).isFalse();
        assertThat(decision.reasons()).containsExactly("100 labels, needs 500");
        assertThat(decision.gain()).isNull();
    }

    @Test
    void oneClassAloneDecidesNothing() {
        GateDecision decision = Gate.decide(weak, strong, new float[labels.length], POLICY);

        assertThat(decision.admitted()).isFalse();
        assertThat(decision.reasons()).containsExactly("only one class among the labels");
    }

    @Test
    void withoutAChampionTheBoundDecides() {
        assertThat(Gate.decide(null, strong, labels, POLICY).admitted()).isTrue();

        float[] blind = new float[labels.length];
        GateDecision refused = Gate.decide(null, blind, labels, POLICY);
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.champion()).isNull();
        assertThat(refused.reasons())
                .containsExactly(
                        "no champion yet, and the bound is missed: AUC 0.5000, bound 0.6000");
    }

    @Test
    void theSameScoresGiveTheSameDecision() {
        assertThat(Gate.decide(weak, strong, labels, POLICY))
                .isEqualTo(Gate.decide(weak, strong, labels, POLICY));
    }

    @ParameterizedTest
    @EnumSource(GateMetric.class)
    void theObservedGainIsTheDifferenceOfTheMetrics(GateMetric metric) {
        GatePolicy policy = new GatePolicy(metric, 0, 0.9, 2, 0, 100, 1);

        GateDecision decision = Gate.decide(weak, strong, labels, policy);

        double expected =
                metric.gain(
                        metric.of(Metrics.of(weak, labels)), metric.of(Metrics.of(strong, labels)));
        assertThat(decision.gain()).isCloseTo(expected, within(1e-9));
        assertThat(decision.admitted()).isTrue();
    }

    @Test
    void theSpreadOfTheBootstrapIsThatOfTheMetric() {
        GatePolicy policy = new GatePolicy(GateMetric.LOG_LOSS, 0, 0.9, 2, 0, 1_000, 1);

        GateDecision decision = Gate.decide(weak, strong, labels, policy);

        // central 90 % of a mean's distribution: ± 1.645 standard errors of the paired differences
        double width = 2 * 1.645 * standardErrorOfLossDifferences();
        assertThat(decision.gainHigh() - decision.gainLow()).isCloseTo(width, within(width * 0.2));
    }

    @Test
    void impossiblePoliciesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatePolicy(GateMetric.AUC, -1, .95, 500, .6, 500, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatePolicy(GateMetric.AUC, 0, 1, 500, .6, 500, 7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GatePolicy(GateMetric.AUC, 0, .95, 500, .6, 1, 7));
    }

    private double standardErrorOfLossDifferences() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < labels.length; i++) {
            double gap =
                    Metrics.logLoss(weak[i], labels[i]) - Metrics.logLoss(strong[i], labels[i]);
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / labels.length;
        return Math.sqrt((squares / labels.length - mean * mean) / labels.length);
    }

    private static float[] first(float[] values, int n) {
        return Arrays.copyOf(values, n);
    }

    private static float probability(double logOdds) {
        return (float) (1 / (1 + Math.exp(-logOdds)));
    }
}
