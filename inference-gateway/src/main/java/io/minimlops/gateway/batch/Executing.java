package io.minimlops.gateway.batch;

import java.util.Arrays;

/// What the executors do at the moment, and when they will be done. Guarded by the batcher's lock.
final class Executing {

    private static final long FREE = Long.MIN_VALUE;

    /// Per executor when its batch is expected to end, or [#FREE].
    private final long[] ends;

    private int running;
    private long lastEnd;

    Executing(int executors) {
        ends = new long[executors];
        Arrays.fill(ends, FREE);
    }

    void started(int executor, long expectedEnd) {
        if (ends[executor] == FREE) {
            running++;
        }
        ends[executor] = expectedEnd;
    }

    void ended(int executor, long now) {
        if (ends[executor] != FREE) {
            running--;
        }
        ends[executor] = FREE;
        lastEnd = now;
    }

    int free() {
        return ends.length - running;
    }

    /// How long no batch has run; 0 while one does.
    long idleFor(long now) {
        return running > 0 ? 0 : now - lastEnd;
    }

    /// Until the first executor is free.
    long firstFreeIn(long now) {
        long first = Long.MAX_VALUE;
        for (long end : ends) {
            first = Math.min(first, left(end, now));
        }
        return first;
    }

    /// What all executors still have to do.
    long left(long now) {
        long left = 0;
        for (long end : ends) {
            left += left(end, now);
        }
        return left;
    }

    /// A batch that takes longer than expected will probably take as much again.
    private static long left(long end, long now) {
        return end == FREE ? 0 : Math.abs(end - now);
    }
}
