package io.minimlops.gateway.deployment.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.deployment.traffic.ArmTally;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");

    private final ArmTally champion = new ArmTally();
    private final ArmTally canary = new ArmTally();
    private final Watch watch = new Watch(NOW);

    private Evidence evidence(int step, boolean alone) {
        return watch.evidence(NOW.plusSeconds(step), alone, champion, canary, NOW);
    }

    private static void answers(ArmTally tally, int count) {
        for (int i = 0; i < count; i++) {
            tally.answered(1_000_000);
        }
    }

    @Test
    void everyStepHasEvidenceOfItsOwn() {
        // Given
        answers(canary, 7);
        evidence(1, false);
        answers(canary, 3);
        assertThat(evidence(1, false).canary().requests()).isEqualTo(3);

        // When
        evidence(2, false);
        answers(canary, 2);

        // Then
        assertThat(evidence(2, false).canary().requests()).isEqualTo(2);
    }

    @Test
    void theChampionsLastStepStandsInWhenItHasNoTraffic() {
        // Given
        evidence(1, false);
        answers(champion, 5);

        // When
        evidence(2, true);
        answers(canary, 2);

        // Then
        assertThat(evidence(2, true).champion().requests()).isEqualTo(5);
        assertThat(evidence(3, true).champion().requests()).isEqualTo(5);
    }

    @Test
    void labelsAddUpOverStepsUnlessTheyAreOfEarlierPredictions() {
        // Given
        evidence(1, false);
        watch.lost(true, 1, NOW.minusSeconds(1));
        watch.lost(true, 0.5, NOW);

        // When
        evidence(2, false);
        watch.lost(true, 0.25, NOW);
        watch.lost(false, 1, NOW);

        // Then
        assertThat(evidence(2, false).canary().meanLoss()).isEqualTo(0.375);
        assertThat(evidence(2, false).champion().labels()).isEqualTo(1);
    }
}
