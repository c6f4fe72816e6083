package io.minimlops.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogWriterTest {

    @Test
    void whatWaitsIsToldInOrderBeforeItCloses() {
        // Given
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        LogWriter<Integer> writer = new LogWriter<>("t", told::add, 0.01);
        IntStream.range(0, 1_000).forEach(writer::add);

        // When
        writer.start();
        writer.close();

        // Then
        assertThat(told).hasSize(1_000).isSorted();
    }

    @Test
    void closingDoesNotWaitForEverForWhoCannotTell() {
        // Given
        Semaphore never = new Semaphore(0);
        LogWriter<Integer> writer = new LogWriter<>("t", next -> never.acquireUninterruptibly(), 1);
        writer.add(1);
        writer.start();

        // When
        writer.close();

        // Then
        assertThat(never.hasQueuedThreads()).isTrue();
        never.release();
    }
}
