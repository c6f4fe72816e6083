package io.minimlops.orchestrator.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.canary.CanaryLoss;
import io.minimlops.orchestrator.drift.DriftPolicy;
import io.minimlops.orchestrator.drift.DriftThresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorParserTest {

    private static final String LEAST = "model: m\npipeline: {name: p}\nwindow: {size: P7D}\n";

    @Test
    void whatIsLeftOutHasItsDefault() {
        // When
        MonitorDefinition monitor = MonitorParser.parse("m", LEAST);
        // Then
        assertThat(monitor.thresholds()).isEqualTo(DriftThresholds.DEFAULTS);
        assertThat(monitor.policy()).isEqualTo(DriftPolicy.DEFAULTS);
        assertThat(monitor.windows().step()).isEqualTo(Duration.ofDays(7));
        assertThat(monitor.canary()).isNull();
        assertThat(monitor.watches("anything")).isTrue();
    }

    @Test
    void everythingCanBeSaid() {
        // When
        MonitorDefinition monitor =
                MonitorParser.parse(
                        "m",
                        LEAST
                                + """
                                lateness: PT1H
                                minRows: 500
                                features: {include: [hour, distance], exclude: [distance]}
                                thresholds: {psiWarn: 0.2, psiAlarm: 0.5, ksAlpha: 0.01}
                                policy: {consecutive: 1, of: 1, cooldown: P21D, maxInFlight: 2}
                                canary: {minLabels: 50, metric: brier, confidence: 0.95, onWorse: rollback, onBetter: promote}
                                """);
        // Then
        assertThat(monitor.policy()).isEqualTo(new DriftPolicy(1, 1, Duration.ofDays(21), 2, null));
        assertThat(monitor.thresholds().psiAlarm()).isEqualTo(0.5);
        assertThat(monitor.watches("hour")).isTrue();
        assertThat(monitor.watches("distance")).isFalse();
        assertThat(monitor.watches("weekday")).isFalse();
        assertThat(monitor.canary().rule().loss()).isEqualTo(CanaryLoss.BRIER);
        assertThat(monitor.canary().promoteWhenBetter()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name: other                              | must be m, as in the address
                    lateness: late                           | must be an ISO 8601 duration
                    thresholds: {psiWarn: 0.5, psiAlarm: 0.1} | 0 < psiWarn <= psiAlarm
                    policy: {consecutive: 3, of: 2}          | 1 <= required <= of
                    canary: {metric: auc}                    | must be one of logLoss, brier
                    canary: {onWorse: shrug}                 | must be one of rollback, keep
                    treshold: 1                              | is not known here
                    """)
    void aMistakeIsToldWithItsPlace(String line, String complaint) {
        assertThatThrownBy(() -> MonitorParser.parse("m", LEAST + line))
                .hasMessageContaining(complaint);
    }
}
