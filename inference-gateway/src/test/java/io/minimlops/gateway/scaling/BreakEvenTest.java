package io.minimlops.gateway.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakEvenTest {

    private static final long BEGIN = 1_700_000_000_000L;
    private static final BreakEven.Cost TWO_SECONDS_ONE_GIGABYTE =
            new BreakEven.Cost(Duration.ofSeconds(2), Duration.ofSeconds(3), 1_000_000_000);

    /// A gigabyte for an hour costs as much as 36 seconds of waiting: two seconds, as 200 s of it.
    private static final Prices PRICES = new Prices(36, 1);

    private static BreakEven rule() {
        return new BreakEven(TWO_SECONDS_ONE_GIGABYTE, PRICES);
    }

    private static Arrivals after(List<Long> gapsMillis) {
        Arrivals arrivals = new Arrivals(BEGIN);
        long now = BEGIN;
        for (long gap : gapsMillis) {
            now += gap;
            arrivals.arrived(now);
        }
        return arrivals;
    }

    private static List<Long> times(int count, Duration gap) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gaps.add(gap.toMillis());
        }
        return gaps;
    }

    private static Instant end(Arrivals arrivals) {
        return Instant.ofEpochMilli(arrivals.lastMillis());
    }

    @Test
    void keepingWarmForTheBreakEvenTimeCostsWhatAColdStartCosts() {
        assertThat(rule().breakEven()).isEqualTo(Duration.ofSeconds(200));
    }

    @Test
    void whereLittleWasSeenTheBreakEvenTimeIsAdvised() {
        Arrivals arrivals = after(times(3, Duration.ofHours(1)));

        BreakEven.Advice advice = rule().advise(arrivals, end(arrivals));

        assertThat(advice.idleAfter()).isEqualTo(Duration.ofSeconds(200));
        assertThat(advice.reason()).contains("only 3 pauses");
    }

    @Test
    void longPausesAreWorthSleepingAsSoonAsPossible() {
        Arrivals arrivals = after(times(20, Duration.ofHours(1)));

        BreakEven.Advice advice = rule().advise(arrivals, end(arrivals));

        assertThat(advice.idleAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void pausesShorterThanTheBreakEvenAreNot() {
        Arrivals arrivals = after(times(50, Duration.ofSeconds(100)));

        BreakEven.Advice advice = rule().advise(arrivals, end(arrivals));

        assertThat(cheapestWith(advice).coldStarts()).isZero();
    }

    @Test
    void shortPausesAreSatOutAndLongOnesSleptThrough() {
        List<Long> gaps = times(50, Duration.ofSeconds(100));
        gaps.addAll(times(20, Duration.ofHours(2)));
        Arrivals arrivals = after(gaps);

        BreakEven.Advice advice = rule().advise(arrivals, end(arrivals));

        assertThat(advice.idleAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(cheapestWith(advice).coldStarts()).isEqualTo(20);
        assertThat(cheapestWith(advice).savedGigabyteSeconds())
                .isCloseTo(20 * (7_200 - 120), within(1e-6));
        assertThat(cheapestWith(advice).p95AddedLatencyMillis()).isEqualTo(3_000);
    }

    private static BreakEven.Option cheapestWith(BreakEven.Advice advice) {
        return advice.options().stream()
                .filter(
                        option ->
                                advice.idleAfter() == null
                                        ? option.idleAfter() == null
                                        : advice.idleAfter().equals(option.idleAfter()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePauseThatGoesOnSavesMemoryAndIsNoColdStartYet() {
        Arrivals arrivals = after(times(1, Duration.ofSeconds(5)));

        BreakEven.Advice advice =
                rule().advise(arrivals, end(arrivals).plus(Duration.ofSeconds(101)));

        BreakEven.Option oneMinute =
                advice.options().stream()
                        .filter(option -> Duration.ofMinutes(1).equals(option.idleAfter()))
                        .findFirst()
                        .orElseThrow();
        assertThat(oneMinute.coldStarts()).isZero();
        assertThat(oneMinute.savedGigabyteSeconds()).isCloseTo(41, within(1e-9));
    }

    /// At the borders, counting gap by gap gives the same.
    @Property(tries = 200)
    void whatIsCountedAgreesWithReplayingThePauses(
            @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 200_000_000) Long> gaps) {
        Arrivals arrivals = after(gaps);

        for (IdleGaps.Outcome outcome : arrivals.outcomes()) {
            long after = outcome.idleAfter().toMillis();
            long starts = gaps.stream().filter(gap -> gap > after).count();
            double asleep =
                    gaps.stream().mapToLong(gap -> Math.max(0, gap - after)).sum() / 1_000.0;
            assertThat(outcome.coldStarts()).isEqualTo(starts);
            assertThat(outcome.asleepSeconds()).isCloseTo(asleep, within(1e-6));
        }
    }

    /// The bound of the break-even rule: at most twice what a seer pays for the same pauses.
    @Property(tries = 200)
    void theBreakEvenTimeCostsAtMostTwiceTheBest(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 1, max = 2_000_000) Long> gaps) {
        double rent = 1.0 / 200;
        double online = 0;
        double seer = 0;
        for (long gap : gaps) {
            double seconds = gap / 1_000.0;
            online += seconds > 200 ? 2 : seconds * rent;
            seer += Math.min(seconds * rent, 1);
        }
        assertThat(online).isLessThanOrEqualTo(2 * seer + 1e-9);
    }
}
