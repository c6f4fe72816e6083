package io.minimlops.gateway.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ArmTallyTest {

    @Test
    void aPeriodIsTheDifferenceOfTwoMoments() {
        // Given
        ArmTally tally = new ArmTally();
        tally.answered(5_000_000_000L);
        tally.failed();
        Counts before = tally.counts();

        // When
        for (int i = 1; i <= 100; i++) {
            tally.answered(i * 1_000_000L);
        }
        tally.refused();
        Counts period = tally.counts().since(before);

        // Then
        assertThat(period.answered()).isEqualTo(100);
        assertThat(period.errors()).isEqualTo(1);
        assertThat(period.meanMillis()).isEqualTo(50.5);
        assertThat(period.quantileMillis(0.95)).isCloseTo(95, withinPercentage(7));
    }

    @Property
    void aLatencyIsKnownToSixPercent(@ForAll @LongRange(min = 8, max = 60_000_000) long micros) {
        assertThat(LatencyCounts.millis(LatencyCounts.bucket(micros)) * 1_000)
                .isCloseTo(micros, withinPercentage(7));
    }

    @Test
    void whatIsTooLongOrTooShortHasAPlaceToo() {
        // Given
        ArmTally tally = new ArmTally();

        // When
        tally.answered(0);
        tally.answered(Long.MAX_VALUE);

        // Then
        assertThat(tally.counts().answered()).isEqualTo(2);
    }
}
