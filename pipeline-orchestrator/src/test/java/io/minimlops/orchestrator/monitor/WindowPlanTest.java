package io.minimlops.orchestrator.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.monitor.WindowPlan.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowPlanTest {

    private static final WindowPlan WEEKLY =
            new WindowPlan(Duration.ofDays(7), Duration.ofDays(7), WindowPlan.MONDAY);
    private static final WindowPlan SLIDING =
            new WindowPlan(Duration.ofDays(7), Duration.ofDays(1), WindowPlan.MONDAY);

    @Test
    void theFirstWindowHoldsTheFirstEventAndStartsOnABoundary() {
        assertThat(WEEKLY.next(null, at("2001-02-01T10:00:00Z")))
                .isEqualTo(window("2001-01-29T00:00:00Z", "2001-02-05T00:00:00Z"));
        assertThat(SLIDING.next(null, at("2001-02-01T10:00:00Z")))
                .isEqualTo(window("2001-02-01T00:00:00Z", "2001-02-08T00:00:00Z"));
    }

    @Test
    void windowsFollowEachOtherByTheStep() {
        assertThat(SLIDING.next(at("2001-02-08T00:00:00Z"), at("2001-02-01T10:00:00Z")))
                .isEqualTo(window("2001-02-02T00:00:00Z", "2001-02-09T00:00:00Z"));
    }

    @Test
    void eventsBeforeTheAnchorHaveWindowsToo() {
        assertThat(WEEKLY.next(null, at("2000-12-31T23:59:59Z")))
                .isEqualTo(window("2000-12-25T00:00:00Z", "2001-01-01T00:00:00Z"));
    }

    @Test
    void theEarliestWindowThatHoldsAnEventEndsRightAfterIt() {
        assertThat(SLIDING.firstHolding(at("2001-03-01T00:00:00Z")).end())
                .isEqualTo(at("2001-03-02T00:00:00Z"));
    }

    private static Window window(String start, String end) {
        return new Window(at(start), at(end));
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }
}
