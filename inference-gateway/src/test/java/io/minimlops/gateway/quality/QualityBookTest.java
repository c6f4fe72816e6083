package io.minimlops.gateway.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.quality.QualityBook.Standing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class QualityBookTest {

    private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");

    private final QualityBook book = new QualityBook(100, 2, Clock.fixed(NOW, ZoneOffset.UTC));

    private void tell(String deployment, String version, String role, Truth truth) {
        book.joined(
                new JoinedFeedback(new Arm(deployment, "m", version, role), "p", 0.5, truth, NOW));
    }

    @Test
    void everyVersionHasItsOwnFiguresAndItsLatestRole() {
        // When
        tell("d", "1", "champion", new Truth.Label(1));
        tell("d", "2", "canary", new Truth.Label(0));
        tell("d", "2", "champion", new Truth.Reward(3));

        // Then
        assertThat(book.standings("d", Instant.EPOCH))
                .extracting(Standing::version)
                .containsExactly("1", "2");
        assertThat(book.standings("d", Instant.EPOCH))
                .extracting(Standing::role)
                .containsExactly("champion", "champion");
        assertThat(book.figures("d", "2", Instant.EPOCH).meanReward()).isEqualTo(3);
        assertThat(book.figures("d", "1", Instant.EPOCH).positives()).isEqualTo(1);
        assertThat(book.figures("d", "1", NOW.plusMillis(1)).labels()).isZero();
        assertThat(book.figures("other", "1", Instant.EPOCH).labels()).isZero();
    }

    @Test
    void whoWentWithoutFeedbackForLongestGivesWay() {
        // When
        tell("d", "1", "champion", new Truth.Label(1));
        tell("d", "2", "canary", new Truth.Label(1));
        tell("d", "1", "champion", new Truth.Label(1));
        tell("d", "3", "canary", new Truth.Label(1));

        // Then
        assertThat(book.standings("d", Instant.EPOCH))
                .extracting(Standing::version)
                .containsExactly("1", "3");
    }
}
