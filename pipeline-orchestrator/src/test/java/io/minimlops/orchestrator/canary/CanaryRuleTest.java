package io.minimlops.orchestrator.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.orchestrator.canary.CanaryJudgement.Outcome;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;

class CanaryRuleTest {
    private static final CanaryRule RULE = CanaryRule.DEFAULTS;

    @Test
    void aCanaryThatIsClearlyWorseIsRolledBack() {
        CanaryJudgement judgement = RULE.judge(arm(1, 3_000, false), arm(2, 600, true));

        assertThat(judgement.outcome()).isEqualTo(Outcome.ROLL_BACK);
        assertThat(judgement.difference()).isPositive();
        assertThat(judgement.low()).isGreaterThan(RULE.tolerance());
        assertThat(judgement.reason()).startsWith("worse: mean log loss differs by +");
    }

    @Test
    void aCanaryAsGoodAsTheChampionIsPromotedOnceItHasTheLabels() {
        CanaryRule patient = new CanaryRule(CanaryLoss.BRIER, 0.95, 0.02, 200, 2_000, 100, 0.02);

        assertThat(patient.judge(arm(1, 20_000, false), arm(2, 5_000, false)).outcome())
                .isEqualTo(Outcome.PROMOTE);
        assertThat(patient.judge(arm(1, 20_000, false), arm(2, 1_999, false)).outcome())
                .isEqualTo(Outcome.CONTINUE);
    }

    @Test
    void tooFewLabelsDecideNothing() {
        CanaryJudgement judgement = RULE.judge(arm(1, 3_000, false), arm(2, 199, true));

        assertThat(judgement.outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(judgement.reason())
                .isEqualTo("199 labels at the canary and 3000 at the champion: each needs 200");
    }

    @Test
    void withoutAnyLabelItGoesOn() {
        CanaryArm nothing = new CanaryArm(new float[0], new float[0], 0, 0);

        CanaryJudgement judgement = RULE.judge(nothing, nothing);

        assertThat(judgement.outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(judgement.canary()).isNull();
        assertThat(judgement.difference()).isNull();
    }

    @Test
    void aCanaryThatFailsItsRequestsIsRolledBackWithoutLabels() {
        CanaryArm champion = new CanaryArm(new float[0], new float[0], 10_000, 10);
        CanaryArm canary = new CanaryArm(new float[0], new float[0], 100, 5);

        CanaryJudgement judgement = RULE.judge(champion, canary);

        assertThat(judgement.outcome()).isEqualTo(Outcome.ROLL_BACK);
        assertThat(judgement.reason()).isEqualTo("fails 5.0 % of its requests, the champion 0.1 %");
    }

    @Test
    void aFewFailuresAmongFewRequestsAreNoReasonYet() {
        CanaryArm canary = new CanaryArm(new float[0], new float[0], 99, 50);

        assertThat(RULE.judge(canary, canary).outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(RULE.judge(new CanaryArm(new float[0], new float[0], 99, 0), canary).outcome())
                .isEqualTo(Outcome.CONTINUE);
    }

    @Test
    void theIntervalIsWelchs() {
        CanaryRule rule = new CanaryRule(CanaryLoss.BRIER, 0.95, 0, 2, 2, 1, 1);
        CanaryArm champion = arm(1, 400, false);
        CanaryArm canary = arm(2, 250, true);

        CanaryJudgement judgement = rule.judge(champion, canary);

        var welch = TTest.withDefaults().test(losses(canary), losses(champion));
        double error = judgement.difference() / welch.getStatistic();
        assertThat(judgement.difference() - judgement.low())
                .isCloseTo(
                        1.9652 * error, within(error * 0.01)); // t at 0.975 and about 450 degrees
        assertThat(judgement.high() - judgement.difference())
                .isCloseTo(judgement.difference() - judgement.low(), within(1e-12));
    }

    @Test
    void anEqualCanaryIsSeldomRolledBack() {
        int rolledBack = 0;
        for (int seed = 0; seed < 200; seed++) {
            CanaryJudgement judgement =
                    RULE.judge(arm(seed, 2_000, false), arm(10_000 + seed, 500, false));
            rolledBack += judgement.outcome() == Outcome.ROLL_BACK ? 1 : 0;
        }
        assertThat(rolledBack).isLessThanOrEqualTo(3);
    }

    @Test
    void impossibleRulesAndArmsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryRule(CanaryLoss.BRIER, 1, 0, 2, 2, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryRule(CanaryLoss.BRIER, .9, 0, 200, 100, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryArm(new float[1], new float[0], 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanaryArm(new float[0], new float[0], 1, 2));
    }

    /// A calibrated arm, or one that says the opposite.
    private static CanaryArm arm(long seed, int n, boolean inverted) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] predictions = new float[n];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            double p = 0.05 + 0.6 * random.nextDouble();
            labels[i] = random.nextDouble() < p ? 1 : 0;
            predictions[i] = (float) (inverted ? 1 - p : p);
        }
        return new CanaryArm(predictions, labels, n, 0);
    }

    private static double[] losses(CanaryArm arm) {
        double[] losses = new double[arm.labelled()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = CanaryLoss.BRIER.of(arm.predictions()[i], arm.labels()[i]);
        }
        return losses;
    }
}
