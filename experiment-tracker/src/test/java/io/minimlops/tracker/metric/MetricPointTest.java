package io.minimlops.tracker.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import org.junit.jupiter.api.Test;

class MetricPointTest {

    @Test
    void infinitiesBecomeTheGreatestNumbersAndNotANumberStays() {
        assertThat(MetricPoint.checked("", "m", Double.POSITIVE_INFINITY, 0, 0).value())
                .isEqualTo(Double.MAX_VALUE);
        assertThat(MetricPoint.checked("", "m", Double.NEGATIVE_INFINITY, 0, 0).value())
                .isEqualTo(-Double.MAX_VALUE);
        assertThat(MetricPoint.checked("", "m", Double.NaN, 0, 0).value()).isNaN();
    }

    @Test
    void timeMayNotBeNegativeButStepsMay() {
        assertThat(MetricPoint.checked("", "m", 1, 0, -5).step()).isEqualTo(-5);
        assertThatThrownBy(() -> MetricPoint.checked("metrics[2].", "m", 1, -1, 0))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("'metrics[2].timestamp'");
    }
}
