package io.minimlops.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.quality.LatestPairs.Pairs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Pairs NONE = new Pairs(new double[0], new double[0]);

    private static Figures labels(double[] predictions, double... truths) {
        return Figures.of(new Pairs(predictions, truths), NONE);
    }

    /// By hand: −(ln .9 + ln .8 + ln .4)/3, (.01 + .04 + .36)/3.
    @Test
    void probabilitiesOfTwoClassesHaveEveryFigure() {
        Figures figures = labels(new double[] {0.9, 0.2, 0.6}, 1, 0, 0);

        assertThat(figures.labels()).isEqualTo(3);
        assertThat(figures.positives()).isEqualTo(1);
        assertThat(figures.logLoss()).isCloseTo(0.4149316, within(1e-6));
        assertThat(figures.brier()).isCloseTo(0.1366667, within(1e-6));
        assertThat(figures.auc()).isEqualTo(1.0);
        assertThat(figures.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(figures.meanPrediction()).isCloseTo(1.7 / 3, within(1e-12));
    }

    @Test
    void aWrongCertaintyIsFinite() {
        assertThat(labels(new double[] {0, 1}, 1, 0).logLoss()).isCloseTo(34.54, within(0.01));
    }

    @Test
    void oneClassAloneHasNoAuc() {
        assertThat(labels(new double[] {0.1, 0.4}, 1, 1).auc()).isNull();
        assertThat(labels(new double[] {0.1, 0.4}, 0, 0).auc()).isNull();
    }

    @Test
    void classesHaveAccuracyOnly() {
        Figures figures = labels(new double[] {2, 0, 3}, 2, 1, 3);

        assertThat(figures.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(figures.logLoss()).isNull();
        assertThat(figures.auc()).isNull();
        assertThat(figures.positives()).isNull();
    }

    @Test
    void amountsHaveErrorsOnly() {
        Figures figures = labels(new double[] {10.5, 7}, 8, 8.25);

        assertThat(figures.meanAbsoluteError()).isCloseTo(1.875, within(1e-12));
        assertThat(figures.meanSquaredError()).isCloseTo(3.90625, within(1e-12));
        assertThat(figures.accuracy()).isNull();
    }

    @Test
    void rewardsHaveAMeanAndNothingHasNoFigures() {
        Pairs rewards = new Pairs(new double[] {Double.NaN, 1}, new double[] {0.5, -1});

        Figures figures = Figures.of(NONE, rewards);

        assertThat(figures.meanReward()).isEqualTo(-0.25);
        assertThat(figures.rewards()).isEqualTo(2);
        assertThat(figures.labels()).isZero();
        assertThat(figures.meanAbsoluteError()).isNull();
    }

    /// Few distinct scores, so that ties are the rule.
    @Property
    void aucIsTheShareOfPairsInOrder(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 9) Integer> cells) {
        // Given
        double[] predictions = cells.stream().mapToDouble(cell -> cell / 2).toArray();
        double[] truths = cells.stream().mapToDouble(cell -> cell % 2).toArray();

        // When
        Double auc = Auc.of(predictions, truths);

        // Then
        assertThat(auc).isEqualTo(byPairs(predictions, truths));
    }

    private static Double byPairs(double[] predictions, double[] truths) {
        double won = 0;
        long pairs = 0;
        for (int i = 0; i < truths.length; i++) {
            for (int j = 0; j < truths.length; j++) {
                if (truths[i] == 1 && truths[j] == 0) {
                    pairs++;
                    won += (Math.signum(predictions[i] - predictions[j]) + 1) / 2;
                }
            }
        }
        return pairs == 0 ? null : won / pairs;
    }
}
