package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSettingsTest {

    @Test
    void aTimeoutCanOnlyBeShortened() {
        BatchSettings settings = BatchSettings.of(1, 1).withQueue(0, Duration.ofNanos(100));

        assertThat(settings.timeoutNanos(50)).isEqualTo(50);
        assertThat(settings.timeoutNanos(500)).isEqualTo(100);
        assertThat(settings.timeoutNanos(0)).isEqualTo(100);
    }

    @Test
    void withoutALimitAnyTimeoutHolds() {
        assertThat(BatchSettings.of(1, 1).timeoutNanos(500)).isEqualTo(500);
    }

    @Test
    void anUnknownPriorityIsTheLowest() {
        BatchSettings settings = BatchSettings.of(1, 1).withPriorities(3);

        assertThat(settings.level(1)).isEqualTo(1);
        assertThat(settings.level(0)).isEqualTo(3);
        assertThat(settings.level(4)).isEqualTo(3);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BatchSettings.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BatchSettings.of(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSettings.of(1, 1).withDelay(Duration.ofNanos(-1), true));
    }
}
