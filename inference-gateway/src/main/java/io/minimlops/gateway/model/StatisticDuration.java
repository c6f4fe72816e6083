package io.minimlops.gateway.model;

import java.util.concurrent.atomic.LongAdder;

/// How often something was, and for how long in all: Triton's `StatisticDuration`.
public sealed class StatisticDuration permits RecentLatency {

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /// More of what was counted already.
    void extend(long value) {
        nanos.add(value);
    }

    void add(long value) {
        count.increment();
        nanos.add(value);
    }

    public long count() {
        return count.sum();
    }

    public long nanos() {
        return nanos.sum();
    }
}
