package io.minimlops.gateway.deployment.traffic;

import java.util.concurrent.atomic.LongAdder;

/// How a version fared in one role of one deployment since this process began.
public final class ArmTally {

    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LatencyCounts latencies = new LatencyCounts();

    public void answered(long took) {
        answered.increment();
        nanos.add(took);
        latencies.record(took);
    }

    /// The version or its queue failed a valid request.
    public void failed() {
        failed.increment();
    }

    /// The version does not take such a request; the client's fault, or that of a changed
    /// signature.
    public void refused() {
        refused.increment();
    }

    public Counts counts() {
        return new Counts(
                answered.sum(), failed.sum(), refused.sum(), nanos.sum(), latencies.copy());
    }

    public long requests() {
        return answered.sum() + failed.sum() + refused.sum();
    }

    public long failures() {
        return failed.sum() + refused.sum();
    }

    /// Seconds that answers took, in all.
    public double seconds() {
        return nanos.sum() / 1e9;
    }
}
