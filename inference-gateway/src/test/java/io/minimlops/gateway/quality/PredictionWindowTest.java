package io.minimlops.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.quality.RecentPredictions.Match;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PredictionWindowTest {

    private static final Arm CHAMPION = new Arm("d", "m", "1", "champion");
    private static final Arm SHADOW = new Arm("d", "m", "2", "shadow");
    private static final Truth LABEL = new Truth.Label(1);
    private static final Truth REWARD = new Truth.Reward(0.5);

    @Test
    void feedbackMeetsEveryArmThatAnsweredAndNobodyElse() {
        // Given
        PredictionWindow window = new PredictionWindow(100);
        window.add(CHAMPION, "a", 0.25, 10);
        window.add(SHADOW, "a", 0.75, 11);
        window.add(CHAMPION, "b", 0.5, 12);

        // When
        List<Match> matches = window.meet("m", "a", LABEL);

        // Then
        assertThat(matches)
                .containsExactlyInAnyOrder(
                        new Match(CHAMPION, 0.25, 10, false), new Match(SHADOW, 0.75, 11, false));
        assertThat(window.meet("m", "c", LABEL)).isEmpty();
        assertThat(window.meet("another", "a", LABEL)).isEmpty();
    }

    @Test
    void theSameFeedbackIsKnownAgainAndARewardIsNoLabel() {
        // Given
        PredictionWindow window = new PredictionWindow(100);
        window.add(CHAMPION, "a", 0.25, 10);
        window.meet("m", "a", LABEL);

        // Then
        assertThat(window.meet("m", "a", REWARD)).extracting(Match::again).containsExactly(false);
        assertThat(window.meet("m", "a", LABEL)).extracting(Match::again).containsExactly(true);
    }

    @Test
    void aRetriedRequestCountsOnce() {
        // Given
        PredictionWindow window = new PredictionWindow(100);
        window.add(CHAMPION, "a", 0.25, 10);
        window.add(CHAMPION, "a", 0.5, 20);

        // Then
        assertThat(window.size()).isEqualTo(1);
        assertThat(window.meet("m", "a", LABEL))
                .containsExactly(new Match(CHAMPION, 0.5, 20, false));
    }

    /// Against the end of the list. Ids are few, so that they collide in every way.
    @Property
    void theLatestAreThereAndTheOldestAreGone(
            @ForAll @Size(max = 200) List<@IntRange(max = 30) Integer> ids,
            @ForAll @IntRange(min = 1, max = 20) int capacity) {
        // Given
        RecentPredictions recent = new RecentPredictions(capacity);

        // When
        for (int id : ids) {
            recent.add(id, CHAMPION, id, 0);
        }

        // Then
        assertThat(recent.size()).isLessThanOrEqualTo(capacity);
        List<Integer> kept = ids.subList(Math.max(0, ids.size() - capacity), ids.size());
        for (int id = 0; id <= 30; id++) {
            List<Match> matches = recent.meet(id, LABEL);
            if (kept.contains(id)) {
                assertThat(matches).extracting(Match::value).containsExactly((double) id);
            } else {
                assertThat(matches).isEmpty();
            }
        }
    }
}
