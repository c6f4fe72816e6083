package io.minimlops.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");

    @Test
    void readinessRemembersHowLongTheStartTook() {
        Life.Ready ready = new Life.Waiting(NOW).start(NOW).ready(NOW.plusSeconds(3));

        assertThat(ready.took()).isEqualTo(Duration.ofSeconds(3));
        assertThat(ready.restarts()).isZero();
    }

    @Test
    void everyStartAfterADeathCountsAsARestart() {
        Life.Starting again = new Life.Waiting(NOW).start(NOW).ready(NOW).die(NOW).startAgain(NOW);

        assertThat(again.restarts()).isEqualTo(1);
    }

    @Test
    void deathsInARowMakeTheRestLongerUpToALimit() {
        List<Long> rests = new ArrayList<>();
        Life.Starting starting = new Life.Waiting(NOW).start(NOW);
        for (int death = 0; death < 7; death++) {
            Life.Resting resting = starting.die(NOW);
            rests.add(Duration.between(NOW, resting.until()).toSeconds());
            starting = resting.startAgain(NOW);
        }

        assertThat(rests).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void aMinuteOfPeaceForgivesEarlierDeaths() {
        Life.Ready often = new Life.Ready(NOW, 9, 6, Duration.ofSeconds(1));

        assertThat(often.die(NOW.plusSeconds(59)).until()).isEqualTo(NOW.plusSeconds(59 + 30));
        assertThat(often.die(NOW.plusSeconds(60)).until()).isEqualTo(NOW.plusSeconds(60 + 1));
    }

    @Test
    void whatIsStoppedKeepsItsCount() {
        Life.Ready ready = new Life.Ready(NOW, 2, 0, Duration.ZERO);

        assertThat(ready.stop(NOW).restarts()).isEqualTo(2);
    }
}
