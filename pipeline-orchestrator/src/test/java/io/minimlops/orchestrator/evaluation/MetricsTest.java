package io.minimlops.orchestrator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void aPerfectOrderHasAnAucOfOne() {
        Metrics metrics = Metrics.of(new float[] {.1f, .2f, .8f}, new float[] {0, 0, 1});

        assertThat(metrics.auc()).isEqualTo(1);
        assertThat(metrics.accuracy()).isEqualTo(1);
        assertThat(metrics.positives()).isEqualTo(1);
    }

    @Test
    void equalScoresCountHalf() {
        assertThat(Metrics.of(new float[] {.5f, .5f, .5f, .5f}, new float[] {0, 1, 1, 0}).auc())
                .isEqualTo(0.5);
        assertThat(Metrics.of(new float[] {.2f, .4f, .4f, .9f}, new float[] {0, 1, 0, 1}).auc())
                .isEqualTo(3.5 / 4);
    }

    @Test
    void theAucIsTheShareOfPairsInTheRightOrder() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 50; trial++) {
            int n = 2 + random.nextInt(60);
            float[] scores = new float[n];
            float[] labels = new float[n];
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextInt(8) / 8f;
                labels[i] = i < 1 ? 0 : i < 2 ? 1 : random.nextInt(2);
            }

            assertThat(Metrics.of(scores, labels).auc())
                    .isCloseTo(pairs(scores, labels), within(1e-12));
        }
    }

    @Test
    void lossesAreThoseOfTheTextbook() {
        Metrics metrics = Metrics.of(new float[] {.9f, .2f}, new float[] {1, 0});

        assertThat(metrics.logLoss()).isCloseTo(-(Math.log(.9) + Math.log(.8)) / 2, within(1e-6));
        assertThat(metrics.brier()).isCloseTo((.01 + .04) / 2, within(1e-6));
        assertThat(metrics.meanPrediction()).isCloseTo(.55, within(1e-6));
    }

    @Test
    void certainErrorsAreFinite() {
        assertThat(Metrics.of(new float[] {0, 1}, new float[] {1, 0}).logLoss()).isFinite();
    }

    @Test
    void aCalibratedModelHasNoCalibrationError() {
        Metrics metrics =
                Metrics.of(new float[] {.25f, .25f, .25f, .25f}, new float[] {1, 0, 0, 0});

        assertThat(metrics.calibrationError()).isCloseTo(0, within(1e-9));
    }

    @Test
    void oneClassAloneHasNoAuc() {
        assertThat(Metrics.of(new float[] {.1f}, new float[] {1}).auc()).isNaN();
    }

    @Test
    void whatIsNoProbabilityOrNoLabelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.of(new float[] {Float.NaN}, new float[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.of(new float[] {1.1f}, new float[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.of(new float[] {.5f}, new float[] {.5f}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.of(new float[] {}, new float[] {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.of(new float[] {.5f}, new float[] {1, 0}));
    }

    private static double pairs(float[] scores, float[] labels) {
        double right = 0;
        double all = 0;
        for (int p = 0; p < scores.length; p++) {
            for (int n = 0; n < scores.length; n++) {
                if (labels[p] == 1 && labels[n] == 0) {
                    all++;
                    right += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                }
            }
        }
        return right / all;
    }
}
