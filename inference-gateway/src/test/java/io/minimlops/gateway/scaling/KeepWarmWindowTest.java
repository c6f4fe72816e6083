package io.minimlops.gateway.scaling;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepWarmWindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static KeepWarmWindow window(Set<DayOfWeek> days, String from, String to, ZoneId zone) {
        return new KeepWarmWindow(days, LocalTime.parse(from), LocalTime.parse(to), zone);
    }

    /// 2026-03-02 is a Monday; Berlin is an hour ahead of UTC.
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T06:59:59Z, false",
        "2026-03-02T07:00:00Z, true",
        "2026-03-02T16:59:59Z, true",
        "2026-03-02T17:00:00Z, false",
        "2026-03-03T12:00:00Z, false"
    })
    void aWindowHoldsFromItsBeginToItsEndOnItsDaysInItsZone(Instant moment, boolean covered) {
        assertThat(window(Set.of(MONDAY), "08:00", "18:00", BERLIN).covers(moment))
                .isEqualTo(covered);
    }

    /// Friday night belongs to Friday, also its hours on Saturday.
    @ParameterizedTest
    @CsvSource({
        "2026-03-06T21:59:59Z, false",
        "2026-03-06T22:00:00Z, true",
        "2026-03-07T01:59:59Z, true",
        "2026-03-07T02:00:00Z, false",
        "2026-03-07T23:00:00Z, false",
        "2026-03-06T01:00:00Z, false"
    })
    void aWindowOverMidnightBelongsToTheDayItBeginsOn(Instant moment, boolean covered) {
        assertThat(window(Set.of(FRIDAY), "22:00", "02:00", null).covers(moment))
                .isEqualTo(covered);
    }

    @Test
    void theSameTimeTwiceIsAWholeDay() {
        KeepWarmWindow day = window(Set.of(MONDAY), "06:00", "06:00", null);

        assertThat(day.covers(Instant.parse("2026-03-02T06:00:00Z"))).isTrue();
        assertThat(day.covers(Instant.parse("2026-03-03T05:59:59Z"))).isTrue();
        assertThat(day.covers(Instant.parse("2026-03-03T06:00:00Z"))).isFalse();
    }

    /// On 2026-03-29 Berlin's clocks go from 02:00 to 03:00, on 2026-10-25 from 03:00 to 02:00.
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:59Z, false",
        "2026-03-29T01:00:00Z, true",
        "2026-03-29T01:59:59Z, true",
        "2026-03-29T02:00:00Z, false",
        "2026-10-25T00:29:59Z, false",
        "2026-10-25T00:30:00Z, true",
        "2026-10-25T01:30:00Z, true",
        "2026-10-25T02:59:59Z, true",
        "2026-10-25T03:00:00Z, false"
    })
    void whereClocksChangeTheWallClockCounts(Instant moment, boolean covered) {
        assertThat(window(null, "02:30", "04:00", BERLIN).covers(moment)).isEqualTo(covered);
    }

    @Test
    void itIsTimeToLoadAheadOfTheWindow() {
        KeepWarmWindow window = window(null, "08:00", "09:00", null);

        assertThat(window.wantsWarm(Instant.parse("2026-03-02T07:59:31Z"), Duration.ofSeconds(30)))
                .isTrue();
        assertThat(window.wantsWarm(Instant.parse("2026-03-02T07:59:29Z"), Duration.ofSeconds(30)))
                .isFalse();
    }
}
