package io.minimlops.gateway.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// Requests counted by five minutes, over the last day. It has one size, whatever comes; counting
/// takes no lock.
public final class ArrivalHistory {

    static final Duration WIDTH = Duration.ofMinutes(5);
    private static final int BUCKETS = (int) Duration.ofDays(1).dividedBy(WIDTH);

    /// Each holds the bucket's number since the epoch above, its count in the lower half: a bucket
    /// of yesterday is told from today's without anybody clearing it.
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);

    /// Requests that came in a stretch of time.
    ///
    /// @param from its begin; it is five minutes long
    public record Bucket(Instant from, long requests) {}

    void arrived(long epochMillis) {
        long number = epochMillis / WIDTH.toMillis();
        int slot = (int) (number % BUCKETS);
        long seen = buckets.get(slot);
        while (true) {
            long next = seen >>> 32 == number ? increased(seen) : number << 32 | 1;
            long found = buckets.compareAndExchange(slot, seen, next);
            if (found == seen) {
                return;
            }
            seen = found;
        }
    }

    private static long increased(long bucket) {
        return (bucket & 0xffff_ffffL) == 0xffff_ffffL ? bucket : bucket + 1;
    }

    /// Those of the last day that are not empty, the oldest first.
    List<Bucket> buckets(Instant now) {
        long newest = now.toEpochMilli() / WIDTH.toMillis();
        List<Bucket> found = new ArrayList<>();
        for (long number = newest - BUCKETS + 1; number <= newest; number++) {
            long bucket = buckets.get((int) (number % BUCKETS));
            if (bucket >>> 32 == number) {
                found.add(
                        new Bucket(
                                Instant.ofEpochMilli(number * WIDTH.toMillis()),
                                bucket & 0xffff_ffffL));
            }
        }
        return found;
    }
}
