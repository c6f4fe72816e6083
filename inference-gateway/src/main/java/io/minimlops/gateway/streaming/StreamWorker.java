package io.minimlops.gateway.streaming;

import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs a stream on one thread until it is told to stop, through whatever outages.
final class StreamWorker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StreamWorker.class);

    private final Stream stream;
    private final Function<ExecutorService, StreamSession> sessions;
    private final StreamMeter meter;
    private final Duration retryAfter;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable StreamSession present;
    private @Nullable String lastTrouble;

    StreamWorker(
            Stream stream,
            Function<ExecutorService, StreamSession> sessions,
            StreamMeter meter,
            Duration retryAfter) {
        this.stream = stream;
        this.sessions = sessions;
        this.meter = meter;
        this.retryAfter = retryAfter;
        this.thread =
                Thread.ofPlatform().daemon().name("stream-" + stream.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    long lag() {
        StreamSession session = present;
        return session == null ? 0 : session.lag();
    }

    private void run() {
        try (ExecutorService chunks = Executors.newVirtualThreadPerTaskExecutor()) {
            while (stopping.getCount() > 0) {
                try (StreamSession session = sessions.apply(chunks)) {
                    present = session;
                    session.open();
                    meter.goesOn();
                    follow(session);
                } catch (KafkaException e) {
                    trouble("kafka: " + e.getMessage());
                } catch (RuntimeException e) {
                    LOG.errorf(e, "stream %s begins again", stream.name());
                    trouble(String.valueOf(e));
                }
            }
        } catch (InterruptedException e) {
            LOG.debugf("stream %s: interrupted", stream.name());
        } finally {
            present = null;
        }
    }

    private void follow(StreamSession session) throws InterruptedException {
        while (stopping.getCount() > 0) {
            try {
                session.step(meter);
                if (meter.waitsFor() == null) {
                    lastTrouble = null;
                }
            } catch (NotNow e) {
                trouble(e.reason());
            }
        }
    }

    /// Told once per outage.
    private void trouble(String reason) throws InterruptedException {
        meter.waits(reason);
        if (!reason.equals(lastTrouble)) {
            LOG.warnf("stream %s waits: %s", stream.name(), reason);
            lastTrouble = reason;
        }
        var unused = stopping.await(retryAfter.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Ends when the transaction under way is committed.
    @Override
    public void close() {
        stopping.countDown();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        var unused = thread.join(most);
    }
}
