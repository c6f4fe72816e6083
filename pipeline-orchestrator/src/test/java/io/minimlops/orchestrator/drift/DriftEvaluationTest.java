package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftEvaluationTest {
    private static final DriftEvaluation EVALUATION = new DriftEvaluation(DriftThresholds.DEFAULTS);

    @Test
    void theSameDistributionIsOk() {
        DriftReport report = EVALUATION.evaluate(reference(5_000), window(normals(2, 2_000, 0)));

        ColumnDrift column = report.columns().getFirst();
        assertThat(report.status()).isEqualTo(DriftStatus.OK);
        assertThat(column.psi()).isLessThan(0.02);
        assertThat(column.ksSignificant()).isFalse();
        assertThat(column.js()).isBetween(0.0, 0.1);
    }

    @Test
    void aShiftOfTheMeanAlarms() {
        DriftReport report = EVALUATION.evaluate(reference(5_000), window(normals(2, 2_000, 0.7)));

        ColumnDrift column = report.columns().getFirst();
        assertThat(column.status()).isEqualTo(DriftStatus.ALARM);
        assertThat(column.reason()).startsWith("PSI 0.").endsWith("alarm from 0.25");
        assertThat(column.ksP()).isLessThan(1e-9);
        assertThat(column.wasserstein()).isCloseTo(0.7, within(0.1));
        assertThat(report.columnsWith(DriftStatus.ALARM)).containsExactly("x");
    }

    @Test
    void aSignificantButSmallDifferenceStaysOk() {
        DriftReport report =
                EVALUATION.evaluate(reference(20_000), window(normals(2, 20_000, 0.1)));

        ColumnDrift column = report.columns().getFirst();
        assertThat(column.ksSignificant()).isTrue();
        assertThat(column.status()).isEqualTo(DriftStatus.OK);
    }

    @Test
    void tooFewRowsAreNeverOk() {
        DriftReport report = EVALUATION.evaluate(reference(5_000), window(normals(2, 199, 0)));

        assertThat(report.status()).isEqualTo(DriftStatus.INSUFFICIENT);
    }

    @Test
    void anEmptyWindowIsInsufficient() {
        DriftReport report = EVALUATION.evaluate(reference(5_000), Map.of());

        assertThat(report.status()).isEqualTo(DriftStatus.INSUFFICIENT);
        assertThat(report.rows()).isZero();
    }

    @Test
    void aReferenceOfFewRowsCannotJudgeAnything() {
        DriftReport report = EVALUATION.evaluate(reference(50), window(normals(2, 2_000, 0)));

        assertThat(report.status()).isEqualTo(DriftStatus.INSUFFICIENT);
    }

    @Test
    void valuesThatDisappearAlarmThoughTheOthersLookTheSame() {
        double[] values = normals(2, 4_000, 0);
        Arrays.fill(values, 0, 1_000, Double.NaN);

        ColumnDrift column =
                EVALUATION.evaluate(reference(5_000), window(values)).columns().getFirst();

        assertThat(column.status()).isEqualTo(DriftStatus.ALARM);
        assertThat(column.missingCurrent()).isEqualTo(0.25);
        assertThat(column.reason()).contains("missing in 25.0 % of the rows");
    }

    @Test
    void aColumnThatIsNotThereIsMissingInEveryRow() {
        DriftReport report = EVALUATION.evaluate(reference(5_000), Map.of("y", normals(2, 500, 0)));

        assertThat(report.columns().getFirst().missingCurrent()).isEqualTo(1);
        assertThat(report.status()).isEqualTo(DriftStatus.ALARM);
    }

    @Test
    void onlyTheNamedColumnsCount() {
        ReferenceDistribution reference =
                reference(5_000).with(ColumnReference.fit("y", normals(3, 5_000, 0)));
        Map<String, double[]> window = new HashMap<>(window(normals(2, 2_000, 3)));
        window.put("y", normals(4, 2_000, 0));

        DriftReport report =
                new DriftEvaluation(DriftThresholds.DEFAULTS.onColumns(List.of("y")))
                        .evaluate(reference, window);

        assertThat(report.columns()).extracting(ColumnDrift::column).containsExactly("y");
        assertThat(report.status()).isEqualTo(DriftStatus.OK);
    }

    @Test
    void aValueTheReferenceNeverSawIsCountedInItsOwnCell() {
        double[] codes = new double[1_000];
        Arrays.setAll(codes, i -> i % 4);
        double[] withNew = codes.clone();
        Arrays.fill(withNew, 0, 300, 9);
        ReferenceDistribution reference = empty().with(ColumnReference.fit("x", codes));

        ColumnDrift column = EVALUATION.evaluate(reference, window(withNew)).columns().getFirst();

        assertThat(column.countsCurrent()).endsWith(300);
        assertThat(column.status()).isEqualTo(DriftStatus.ALARM);
    }

    @Test
    void aDoubleThatTheModelSeesAsTheSameFloatFallsIntoTheSameCell() {
        double[] thirds = new double[600];
        Arrays.setAll(thirds, i -> (float) ((i % 3) / 3.0));
        double[] precise = new double[600];
        Arrays.setAll(precise, i -> (i % 3) / 3.0);

        ColumnDrift column =
                EVALUATION
                        .evaluate(empty().with(ColumnReference.fit("x", thirds)), window(precise))
                        .columns()
                        .getFirst();

        assertThat(column.psi()).isZero();
        assertThat(column.ksD()).isZero();
    }

    @Test
    void everyNumberCanBeRecomputedFromTheResult() {
        ColumnDrift column =
                EVALUATION
                        .evaluate(reference(5_000), window(normals(2, 2_000, 0.4)))
                        .columns()
                        .getFirst();

        double[] p = Divergence.floored(Divergence.fractions(column.countsReference()));
        double[] q = Divergence.floored(Divergence.fractions(column.countsCurrent()));
        assertThat(Divergence.psi(p, q)).isEqualTo(column.psi());
        assertThat(Arrays.stream(column.countsCurrent()).sum()).isEqualTo(column.rowsCurrent());
    }

    private static ReferenceDistribution reference(int rows) {
        return empty().with(ColumnReference.fit("x", normals(1, rows, 0)));
    }

    private static ReferenceDistribution empty() {
        return new ReferenceDistribution(ReferenceDistribution.METHOD, "set", "hash", 0, List.of());
    }

    private static Map<String, double[]> window(double[] values) {
        return Map.of("x", values);
    }

    private static double[] normals(long seed, int n, double mean) {
        return GoldenVectors.normals(seed, n, mean, 1);
    }
}
