package io.minimlops.tracker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void aTransactionThatWasRunningIsUnreadUntilItIsDone() {
        Position position = position("5:9:5,7");

        assertThat(position.covers(4)).isTrue();
        assertThat(position.covers(5)).isFalse();
        assertThat(position.covers(6)).isTrue();
        assertThat(position.covers(9)).isFalse();
        assertThat(position.oldest()).isEqualTo(5);
    }

    @Test
    void aPositionCutShortForgetsWhatCameLater() {
        assertThat(position("5:9:5,7").until(6)).hasToString("5:6:5");
        assertThat(position("5:9:5,7").until(3)).hasToString("3:3:");
        assertThat(position("5:9:5,7").until(20)).hasToString("5:9:5,7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "1:2", "a:b:", "1:2:x", "1:2:3,", "-1:2:", "1:2:3 "})
    void anIdThatIsNoPositionIsNone(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void whoeverReadsFromPositionToPositionSeesEveryCommitOnce() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            Clock clock = new Clock(random);
            Position position = clock.now();
            Map<Long, Integer> seen = new HashMap<>();
            for (int step = 0; step < 40; step++) {
                // Given
                clock.tick();
                if (random.nextInt(3) > 0) {
                    continue;
                }
                // When
                Position now = clock.now();
                long limit =
                        random.nextBoolean() ? now.next() : position.next() + random.nextInt(4);
                Position reached = now.until(limit);
                for (long done : clock.committed) {
                    if (done < limit && !position.covers(done)) {
                        seen.merge(done, 1, Integer::sum);
                    }
                }
                // Then
                assertThat(reached.isBefore(position)).isFalse();
                position = Position.parse(reached.toString()).orElseThrow();
                Position here = position;
                assertThat(seen.keySet())
                        .isEqualTo(
                                clock.committed.stream()
                                        .filter(here::covers)
                                        .collect(Collectors.toSet()));
            }
            assertThat(seen.values()).allMatch(times -> times == 1);
        }
    }

    private static Position position(String text) {
        return Position.parse(text).orElseThrow();
    }

    /// Transactions that begin in order and commit as they like.
    private static final class Clock {
        private final Random random;
        private final TreeSet<Long> committed = new TreeSet<>();
        private final List<Long> running = new ArrayList<>();
        private long next = 1;

        Clock(Random random) {
            this.random = random;
        }

        void tick() {
            if (running.isEmpty() || random.nextBoolean()) {
                running.add(next++);
            } else {
                committed.add(running.remove(random.nextInt(running.size())));
            }
        }

        Position now() {
            String list =
                    running.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
            return position("1:" + next + ":" + list);
        }
    }
}
