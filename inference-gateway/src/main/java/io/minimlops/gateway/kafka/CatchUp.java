package io.minimlops.gateway.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// The moment when everything has been handled that was in a topic when it was first read.
final class CatchUp {

    private final CompletableFuture<Void> moment = new CompletableFuture<>();

    boolean isComplete() {
        return moment.isDone();
    }

    /// @param told by the thread that looks, or at once
    void onComplete(Runnable told) {
        var unused = moment.thenRun(told);
    }

    /// @return false when the time is over first
    boolean await(Duration most) throws InterruptedException {
        try {
            moment.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Between polls: whether the moment has come.
    ///
    /// @param ends of all partitions when they were first read
    void look(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        if (!isComplete()
                && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            moment.complete(null);
        }
    }
}
