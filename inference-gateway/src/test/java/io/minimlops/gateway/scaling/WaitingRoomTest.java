package io.minimlops.gateway.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom room = new WaitingRoom();
    private final AtomicInteger coldStarts = new AtomicInteger();

    private CompletableFuture<Void> enter(int most) throws WaitingRoom.Full {
        return room.enter(most, coldStarts::incrementAndGet);
    }

    @Test
    void allWhoComeMeanwhileShareOneColdStart() throws Exception {
        // Given
        CompletableFuture<Void> first = enter(10);
        CompletableFuture<Void> second = enter(10);
        assertThat(room.waiting()).isEqualTo(2);

        // When
        room.open();

        // Then
        assertThat(coldStarts).hasValue(1);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(room.waiting()).isZero();
        assertThat(room.isWarming()).isFalse();
    }

    @Test
    void moreThanMayWaitAreRefused() throws Exception {
        // Given
        enter(1);

        // Then
        assertThatExceptionOfType(WaitingRoom.Full.class).isThrownBy(() -> enter(1));
        assertThat(room.waiting()).isEqualTo(1);
    }

    @Test
    void whereNobodyMayWaitTheFirstStillWakesIt() {
        assertThatExceptionOfType(WaitingRoom.Full.class).isThrownBy(() -> enter(0));
        assertThat(coldStarts).hasValue(1);
    }

    @Test
    void whoWaitsNoLongerMakesRoom() throws Exception {
        // Given
        CompletableFuture<Void> first = enter(1);

        // When
        first.cancel(false);

        // Then
        assertThat(enter(1)).isNotDone();
        assertThat(coldStarts).hasValue(1);
    }

    @Test
    void afterAColdStartTheNextIsAnother() throws Exception {
        // Given
        enter(1);
        room.open();

        // When
        enter(1);

        // Then
        assertThat(coldStarts).hasValue(2);
    }
}
