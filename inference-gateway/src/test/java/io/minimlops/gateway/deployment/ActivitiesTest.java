package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActivitiesTest {

    private static final long HOUR_MILLIS = 3_600_000;

    private final Activities activities = new Activities();

    @Test
    void whoWasNotAskedForTheLongestIsFound() {
        // Given
        long now = System.currentTimeMillis();
        activities.of("late").arrivals().arrived(now + 2 * HOUR_MILLIS);
        activities.of("early").arrivals().arrived(now + HOUR_MILLIS);

        // When, Then
        assertThat(activities.longestIdle(Stream.of("late", "early"))).hasValue("early");
    }

    @Test
    void whoWasNeverAskedForGoesBeforeWhoWas() {
        // Given
        activities.of("asked").arrivals().arrived(System.currentTimeMillis());

        // When, Then
        assertThat(activities.longestIdle(Stream.of("asked", "never"))).hasValue("never");
        assertThat(activities.longestIdle(Stream.of("never", "asked"))).hasValue("never");
        assertThat(activities.seen("never")).isEmpty();
    }
}
