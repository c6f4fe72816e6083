package io.minimlops.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.bench.load.CpuTimes;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Row.Limit;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void aRowShowsRateLatenciesLimitAndAim() {
        Report report = new Report(2);
        report.add(
                Row.of("log-batch", tenCallsOf(4))
                        .counting(500, "points")
                        .beside(new Limit("insert", 10_000))
                        .aiming(
                                new Aim.Both(
                                        new Aim.AtLeast(2000, " points/s"), new Aim.Within(99, 5)))
                        .remarking("one disk"));

        assertThat(report.text()).last().asString().isEqualTo("  log-batch: one disk");
        assertThat(report.markdown().get(2))
                .isEqualTo(
                        "| log-batch | 8 | 2,500 points/s | 4.00 | 4.00 | 4.00"
                                + " | insert 10,000 points/s | 25 %"
                                + " | ≥ 2,000 points/s, p99 < 5 ms | yes | bench 25 |");
    }

    @Test
    void anAimThatIsMissedSaysSo() {
        Row row = Row.of("search", tenCallsOf(40));

        assertThat(new Aim.Within(95, 10).isMetBy(row)).isFalse();
        assertThat(new Aim.AtLeast(6, "/s").isMetBy(row)).isFalse();
        assertThat(new Aim.Share(0.8).isMetBy(row)).isFalse();
        assertThat(new Aim.Share(0.8).isMetBy(row.beside(new Limit("store", 6)))).isTrue();
    }

    @Test
    void whatIsManyTimesTheLimitIsToldAsAFactor() {
        Report report = new Report(2);
        report.add(
                Row.of("ours", tenCallsOf(4))
                        .beside(new Limit("peer", 0.4))
                        .aiming(new Aim.Share(10)));

        assertThat(report.markdown().get(2))
                .contains("| peer 0.40/s | 12.5 × | ≥ 10 × the limit | yes |");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Report report = new Report(2);
        report.add(Row.of("short", tenCallsOf(1)));
        report.add(Row.of("a longer operation", tenCallsOf(1)));

        assertThat(report.text().stream().map(it -> it.indexOf("bench 25")).distinct())
                .containsExactly(-1, report.text().get(1).indexOf("bench 25"));
    }

    /// In two seconds, by eight clients.
    private static Measured tenCallsOf(int millis) {
        Histogram latencies = Load.histogram();
        for (int i = 0; i < 10; i++) {
            latencies.recordValue(millis * 1000);
        }
        Duration length = Duration.ofSeconds(2);
        return new Measured(
                8, length, latencies, new CpuTimes(length, Map.of("bench", Duration.ofSeconds(1))));
    }
}
