package io.minimlops.gateway.batch;

import java.util.Arrays;

/// What runs at the moment, and when it will be done. Each batch has a seat meanwhile, and with it
/// a runner. Guarded by the batcher's lock.
final class Executing {

    private static final long FREE = Long.MIN_VALUE;

    /// Per seat when its batch is expected to end, or [#FREE].
    private final long[] ends;

    private final long[] starts;
    private int running;
    private long lastEnd;

    Executing(int seats) {
        ends = new long[seats];
        starts = new long[seats];
        Arrays.fill(ends, FREE);
    }

    /// Takes a free seat; there must be one.
    int start(long now, long expectedEnd) {
        int seat = 0;
        while (ends[seat] != FREE) {
            seat++;
        }
        running++;
        starts[seat] = now;
        ends[seat] = expectedEnd;
        return seat;
    }

    /// Gives a seat back.
    ///
    /// @return how long it was taken
    long end(int seat, long now) {
        running--;
        ends[seat] = FREE;
        lastEnd = now;
        return now - starts[seat];
    }

    int free() {
        return ends.length - running;
    }

    /// How long no batch has run; 0 while one does.
    long idleFor(long now) {
        return running > 0 ? 0 : now - lastEnd;
    }

    /// Until the first seat is free.
    long firstFreeIn(long now) {
        long first = Long.MAX_VALUE;
        for (long end : ends) {
            first = Math.min(first, left(end, now));
        }
        return first;
    }

    /// What is still to do on all seats.
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
