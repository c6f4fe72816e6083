package io.minimlops.gateway.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets a deployment's requests in as its limits allow.
public final class Gate {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Limits limits;
    private final LongSupplier nanos;
    private final @Nullable TokenBucket bucket;
    private final int mostUnderWay;
    private final AtomicInteger underWay = new AtomicInteger();

    public Gate(Limits limits) {
        this(limits, System::nanoTime);
    }

    Gate(Limits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
        Double rate = limits.requestsPerSecond();
        Integer burst = limits.burst();
        this.bucket =
                rate == null
                        ? null
                        : new TokenBucket(
                                rate,
                                burst == null ? Math.max(1, (int) Math.ceil(rate)) : burst,
                                nanos.getAsLong());
        Integer most = limits.concurrency();
        this.mostUnderWay = most == null ? Integer.MAX_VALUE : most;
    }

    public Limits limits() {
        return limits;
    }

    /// Every one that returns is to be followed by [#leave].
    ///
    /// @throws LimitReached when the request must not go on
    public void enter() {
        if (underWay.incrementAndGet() > mostUnderWay) {
            underWay.decrementAndGet();
            throw new LimitReached(
                    "%d requests are under way, the limit of this deployment"
                            .formatted(mostUnderWay),
                    SOON);
        }
        long wait = bucket == null ? 0 : bucket.take(nanos.getAsLong());
        if (wait > 0) {
            underWay.decrementAndGet();
            throw new LimitReached(
                    "this deployment takes %s requests per second"
                            .formatted(limits.requestsPerSecond()),
                    Duration.ofNanos(wait));
        }
    }

    public void leave() {
        underWay.decrementAndGet();
    }
}
