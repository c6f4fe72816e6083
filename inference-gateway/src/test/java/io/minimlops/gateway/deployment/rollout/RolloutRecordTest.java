package io.minimlops.gateway.deployment.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.deployment.rollout.RolloutRecord.Decision;
import io.minimlops.gateway.deployment.rollout.RolloutState.Paused;
import io.minimlops.gateway.deployment.rollout.RolloutState.Promoting;
import io.minimlops.gateway.deployment.rollout.RolloutState.Running;
import io.minimlops.gateway.deployment.traffic.Counts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutRecordTest {

    private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");
    private static final List<Integer> STEPS = List.of(1, 5, 100);

    private static Decision decision(String who) {
        Evidence.Side side = Evidence.Side.of(Counts.NONE, Moments.NONE.plus(1).plus(2));
        return new Decision(NOW, who, "running", 1, "why", new Evidence(NOW, false, side, side));
    }

    @Test
    void aRecordIsKeptAndReadAgain() {
        // Given
        RolloutRecord record =
                RolloutRecord.begin("id", "2", decision("ann"))
                        .then(new Paused(1, NOW), decision("rollout"));

        // Then
        assertThat(RolloutRecord.kept(record.toKeep())).isEqualTo(record);
        assertThat(record.revision()).isEqualTo(2);
        assertThat(record.history()).extracting(Decision::who).containsExactly("rollout", "ann");
    }

    @Test
    void theHistoryIsBounded() {
        // Given
        RolloutRecord record = RolloutRecord.begin("id", "2", decision("ann"));

        // When
        for (int i = 0; i < 100; i++) {
            record = record.then(new Running(0, NOW), decision("rollout"));
        }

        // Then
        assertThat(record.history()).hasSize(RolloutRecord.MOST);
        assertThat(record.revision()).isEqualTo(101);
    }

    @Test
    void stepsFollowOneAnotherUpToPromotion() {
        assertThat(new Running(0, NOW).percent(STEPS)).isEqualTo(1);
        assertThat(new Running(0, NOW).next(STEPS, true, NOW)).isEqualTo(new Running(1, NOW));
        assertThat(new Running(2, NOW).next(STEPS, true, NOW)).isEqualTo(new Promoting(NOW));
        assertThat(new Running(2, NOW).next(STEPS, false, NOW).word()).isEqualTo("passed");
        assertThat(new Promoting(NOW).percent(STEPS)).isEqualTo(100);
        assertThat(new Promoting(NOW).promoted(NOW).percent(STEPS)).isZero();
        assertThat(new Running(1, NOW).rollBack(NOW).percent(STEPS)).isZero();
    }

    @Test
    void onlyALaterPartOfTheSameStoryIsNewer() {
        // Given
        RolloutRecord first = RolloutRecord.begin("id", "2", decision("ann"));
        RolloutRecord second = first.then(new Running(1, NOW), decision("rollout"));

        // Then
        assertThat(second.isNewerThan(first)).isTrue();
        assertThat(first.isNewerThan(second)).isFalse();
        assertThat(second.isNewerThan(null)).isFalse();
        assertThat(second.isNewerThan(RolloutRecord.begin("other", "2", decision("ann"))))
                .isFalse();
    }
}
