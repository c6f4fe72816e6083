package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSettingsTest {

    @Test
    void aTimeoutCanOnlyBeShortened() {
        QueuePolicy queue = QueuePolicy.reject(0, Duration.ofNanos(100));

        assertThat(queue.timeoutNanos(50)).isEqualTo(50);
        assertThat(queue.timeoutNanos(500)).isEqualTo(100);
        assertThat(queue.timeoutNanos(0)).isEqualTo(100);
    }

    @Test
    void withoutATimeoutAnyHolds() {
        assertThat(QueuePolicy.UNLIMITED.timeoutNanos(500)).isEqualTo(500);
    }

    @Test
    void aTimeoutThatMayNotBeOverriddenHolds() {
        QueuePolicy queue = new QueuePolicy(0, Duration.ofNanos(100), TimeoutAction.REJECT, false);

        assertThat(queue.timeoutNanos(50)).isEqualTo(100);
    }

    @Test
    void anUnknownPriorityIsTheDefault() {
        BatchSettings last = BatchSettings.builder(1, 1).priorities(3).build();
        BatchSettings second = BatchSettings.builder(1, 1).priorities(3, 2).build();

        assertThat(last.level(1)).isEqualTo(1);
        assertThat(last.level(0)).isEqualTo(3);
        assertThat(last.level(4)).isEqualTo(3);
        assertThat(second.level(0)).isEqualTo(2);
    }

    @Test
    void aPriorityMayHaveAQueueOfItsOwn() {
        // Given
        QueuePolicy forAll = QueuePolicy.reject(5, Duration.ZERO);
        QueuePolicy first = QueuePolicy.delay(1, Duration.ofMillis(1));

        // When
        BatchSettings settings =
                BatchSettings.builder(1, 1).priorities(2).queue(forAll).queue(1, first).build();

        // Then
        assertThat(settings.queue(1)).isEqualTo(first);
        assertThat(settings.queue(2)).isEqualTo(forAll);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BatchSettings.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BatchSettings.of(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSettings.builder(4, 1).preferred(5).build())
                .withMessageContaining("preferred batch size is 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSettings.builder(1, 1).priorities(2, 3).build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BatchSettings.builder(1, 1).queue(2, QueuePolicy.UNLIMITED).build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BatchSettings.builder(1, 1).fixedDelay(Duration.ofNanos(-1)).build());
    }
}
