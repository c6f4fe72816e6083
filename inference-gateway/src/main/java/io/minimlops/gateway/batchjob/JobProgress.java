package io.minimlops.gateway.batchjob;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How far this process has come with a job's present part, and how fast it goes.
final class JobProgress {

    /// Seconds that count in the speed.
    private static final double WINDOW = 2;

    private final JobCounters counters;
    private final LongAdder predicted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile double rowsPerSecond;
    private volatile @Nullable String trouble;
    private long lastNanos = System.nanoTime();

    /// @param counters of all jobs of this process
    JobProgress(JobCounters counters) {
        this.counters = counters;
    }

    /// Told by the job's own thread.
    void chunk(Chunk chunk) {
        counters.predicted.add(chunk.predictedRows());
        counters.failed.add(chunk.failedRows());
        predicted.add(chunk.predictedRows());
        failed.add(chunk.failedRows());
        trouble = null;
        long now = System.nanoTime();
        double seconds = Math.max(1, now - lastNanos) / 1e9;
        double speed = (chunk.predictedRows() + chunk.failedRows()) / seconds;
        // Weighted by time, so that many short chunks count as one long one.
        double weight = 1 - Math.exp(-seconds / WINDOW);
        rowsPerSecond =
                rowsPerSecond == 0 ? speed : rowsPerSecond + weight * (speed - rowsPerSecond);
        lastNanos = now;
    }

    void partBegins() {
        counters.parts.increment();
        predicted.reset();
        failed.reset();
    }

    void waits(String reason) {
        trouble = reason;
        lastNanos = System.nanoTime();
    }

    long predicted() {
        return predicted.sum();
    }

    long failed() {
        return failed.sum();
    }

    double rowsPerSecond() {
        return rowsPerSecond;
    }

    /// Why the job waits, if it does.
    @Nullable String trouble() {
        return trouble;
    }
}
