package io.minimlops.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.quality.PairedQuality;
import io.minimlops.gateway.replay.ReplayReport.RowView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final PairedQuality quality = new PairedQuality("m", 1_000);
    private final Comparison comparison = new Comparison(0.01, 0.5, quality);

    private static LoggedRow row(String id, double served, @Nullable Double... features) {
        return new LoggedRow(
                id,
                "request",
                "1",
                Instant.EPOCH,
                List.of("a", "b").subList(0, features.length),
                Arrays.asList(features),
                served);
    }

    @Test
    void differencesAreCountedAndMeasured() {
        // When
        comparison.compare(row("same", 0.2), 0.205);
        comparison.compare(row("up", 0.4), 0.8);
        comparison.compare(row("down", 0.6), 0.3);
        comparison.compare(row("none", Double.NaN), 0.3);

        // Then
        ReplayReport report = comparison.report();
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.notComparable()).isEqualTo(1);
        assertThat(report.equal()).isEqualTo(1);
        assertThat(report.meanDifference()).isCloseTo(0.035, within(1e-9));
        assertThat(report.meanAbsoluteDifference()).isCloseTo(0.235, within(1e-9));
        assertThat(report.maxAbsoluteDifference()).isCloseTo(0.4, within(1e-9));
        assertThat(report.quantiles().get("p50")).isCloseTo(0.3, within(1e-9));
        assertThat(report.flips().up()).isEqualTo(1);
        assertThat(report.flips().down()).isEqualTo(1);
        assertThat(report.servedVersions()).isEqualTo(Map.of("1", 3L));
        assertThat(report.top())
                .extracting(RowView::predictionId)
                .containsExactly("up", "down", "same");
    }

    @Test
    void onlyTheGreatestDifferencesAreListed() {
        // When
        for (int i = 0; i < 100; i++) {
            comparison.compare(row("r" + i, 0), (i * 37 % 100) / 100.0);
        }

        // Then
        List<RowView> top = comparison.report().top();
        assertThat(top).hasSize(20);
        assertThat(top.getFirst().difference()).isEqualTo(0.99);
        assertThat(top.getLast().difference()).isEqualTo(0.80);
    }

    @Test
    void columnsTellWhereDifferencesComeFrom() {
        // When: the difference is a, or 5 where b is missing
        for (int i = 0; i < 50; i++) {
            comparison.compare(row("r" + i, 0, (double) i, i == 7 ? null : 1.0), i == 7 ? 5 : i);
        }

        // Then
        var columns = comparison.report().columns();
        assertThat(columns.getFirst().correlation()).isGreaterThan(0.99);
        assertThat(columns.getFirst().worst()).isEqualTo(49);
        assertThat(columns.getLast().correlation()).as("b never changes").isNull();
        assertThat(columns.getLast().missing()).isEqualTo(1);
        assertThat(columns.getLast().meanAbsoluteDifferenceWhenMissing()).isEqualTo(5);
    }

    @Test
    void labelsJudgeBoth() {
        // Given
        comparison.compare(row("x", 0.9), 0.2);
        comparison.compare(row("y", 0.1), 0.3);

        // When
        quality.label("x", 1);
        quality.label("y", 0);
        quality.label("y", 1);
        quality.label("z", 1);

        // Then
        ReplayReport report = comparison.report();
        assertThat(report.labels()).isEqualTo(2);
        assertThat(report.served()).isNotNull();
        assertThat(report.served().auc()).isEqualTo(1.0);
        assertThat(report.candidate().auc()).isEqualTo(0.0);
    }

    @Test
    void nothingToCompareHasNoFigures() {
        ReplayReport report = comparison.report();

        assertThat(report.rows()).isZero();
        assertThat(report.equalShare()).isNull();
        assertThat(report.quantiles()).isEmpty();
        assertThat(report.served()).isNull();
    }
}
