package io.minimlops.gateway.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// When requests came for one deployment. Told of each request, on its thread: it takes a lock only
/// after a pause of a second.
public final class Arrivals {

    private final long since;
    private final AtomicLong last;
    private final LongAdder requests = new LongAdder();
    private final ArrivalHistory history = new ArrivalHistory();
    private final IdleGaps gaps = new IdleGaps();

    /// @param now epoch milliseconds
    public Arrivals(long now) {
        this.since = now;
        this.last = new AtomicLong(now);
    }

    /// @param now epoch milliseconds
    public void arrived(long now) {
        requests.increment();
        history.arrived(now);
        long before = last.get();
        if (now > before && last.compareAndSet(before, now)) {
            long gap = now - before;
            if (gap > IdleGaps.SHORTEST_MILLIS) {
                gaps.add(gap);
            }
        }
    }

    /// Epoch milliseconds of the last request, or of the begin.
    public long lastMillis() {
        return last.get();
    }

    public Instant since() {
        return Instant.ofEpochMilli(since);
    }

    public long requests() {
        return requests.sum();
    }

    public List<ArrivalHistory.Bucket> buckets(Instant now) {
        return history.buckets(now);
    }

    /// Since the begin.
    double observedSeconds(Instant now) {
        return Math.max(0, Duration.between(since(), now).toMillis() / 1_000.0);
    }

    List<IdleGaps.Outcome> outcomes() {
        return gaps.outcomes();
    }
}
