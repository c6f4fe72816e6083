package io.minimlops.tracker.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @Test
    void periodsAreCountedBackFromNow() {
        assertThat(Retention.limit("P30D", NOW)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(Retention.limit("PT36H", NOW)).isEqualTo("2026-03-30T00:00:00Z");
        assertThat(Retention.limit("P1M", NOW)).isEqualTo("2026-02-28T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30 days",
                "P",
                "-P1D",
                "P-1D",
                "PT-5M",
                "P999999999999D",
                "P1000000000Y"
            })
    void whatIsNoPeriodBackIsRefused(String text) {
        assertThatThrownBy(() -> new Retention(text, null))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("deletedRunsAfter");
        assertThatThrownBy(() -> new Retention(null, text))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("abandonedUploadsAfter");
    }
}
