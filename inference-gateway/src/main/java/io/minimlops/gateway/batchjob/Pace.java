package io.minimlops.gateway.batchjob;

import java.time.Duration;

/// How a job keeps behind online requests, and below its own rate.
///
/// While requests are being answered, a chunk is only as large as one short pause of an executor
/// allows; while requests wait, no chunk is sent at all. Not thread-safe.
final class Pace {

    private static final long BUSY_FOR = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_AGAIN = Duration.ofMillis(1).toNanos();
    private static final double SMOOTHING = 0.2;

    private final int most;
    private final long maxRowsPerSecond;
    private final long busyChunkNanos;

    private boolean busy;
    private long busySince;
    private long served = -1;
    private long mayGoAt;
    private boolean started;
    private double nanosPerRow;

    /// @param most rows of a chunk
    /// @param maxRowsPerSecond 0: any
    /// @param busyChunk how long a chunk may occupy an executor while requests are answered
    Pace(int most, long maxRowsPerSecond, Duration busyChunk) {
        this.most = most;
        this.maxRowsPerSecond = maxRowsPerSecond;
        this.busyChunkNanos = busyChunk.toNanos();
    }

    /// Nanoseconds to wait before a chunk may be sent; 0: send it.
    ///
    /// @param waiting work that waits for executors, ours included
    /// @param own chunks of ours that are not answered yet
    /// @param servedSoFar requests that were answered online since ever
    long delay(long now, int waiting, int own, long servedSoFar) {
        if (served >= 0 && servedSoFar != served || waiting > own) {
            busy = true;
            busySince = now;
        } else if (busy && now - busySince > BUSY_FOR) {
            busy = false;
        }
        served = servedSoFar;
        if (waiting > own) {
            return LOOK_AGAIN;
        }
        return started ? Math.max(0, mayGoAt - now) : 0;
    }

    /// Rows of the next chunk.
    int rows() {
        long limit = most;
        if (busy && nanosPerRow > 0) {
            limit = Math.min(limit, (long) (busyChunkNanos / nanosPerRow));
        }
        if (maxRowsPerSecond > 0) {
            // A tenth of a second's worth, so that the rate holds within a second too.
            limit = Math.min(limit, maxRowsPerSecond / 10);
        }
        return (int) Math.max(1, limit);
    }

    void sent(long now, int rows) {
        if (maxRowsPerSecond > 0) {
            long from = started ? Math.max(mayGoAt, now) : now;
            mayGoAt = from + rows * 1_000_000_000L / maxRowsPerSecond;
        }
        started = maxRowsPerSecond > 0;
    }

    void learned(long rows, long computeNanos) {
        if (rows > 0 && computeNanos > 0) {
            double seen = (double) computeNanos / rows;
            nanosPerRow = nanosPerRow == 0 ? seen : nanosPerRow + SMOOTHING * (seen - nanosPerRow);
        }
    }
}
