package io.minimlops.orchestrator.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Rings when there may be something to evaluate or to judge.
@ApplicationScoped
class MonitorBell {

    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /// Returns when it rang, however often, or the time is over.
    void await(Duration atMost) throws InterruptedException {
        if (rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
