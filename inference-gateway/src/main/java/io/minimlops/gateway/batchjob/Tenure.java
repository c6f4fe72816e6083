package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.StoreAway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// This process's hold on a job: renewed until it is lost to another process, the job has ended, or
/// this process stops.
final class Tenure implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Tenure.class);

    private final String job;
    private final JobLog log;
    private final Duration every;
    private final CountDownLatch over = new CountDownLatch(1);
    private Lease lease;

    /// @param every how often to renew
    Tenure(String job, JobLog log, Lease lease, Duration every) {
        this.job = job;
        this.log = log;
        this.lease = lease;
        this.every = every;
    }

    /// Renews from a thread of its own.
    void start() {
        Thread.ofVirtual().name("lease-" + job).start(this::renewAll);
    }

    boolean isHeld() {
        return over.getCount() > 0;
    }

    void lose() {
        over.countDown();
    }

    /// Sleeps, or returns sooner when the hold is over.
    void await(Duration time) throws InterruptedException {
        var unused = over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void renewAll() {
        try {
            while (!over.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            lose();
        }
    }

    /// A store that is away ends nothing: whoever takes over meanwhile wins the next commit.
    void renew() {
        try {
            Optional<Lease> present = log.lease(job);
            if (present.isEmpty()
                    || present.get().epoch() != lease.epoch()
                    || log.result(job).isPresent()) {
                lose();
                return;
            }
            lease = lease.renewed();
            log.renew(job, lease);
        } catch (StoreAway e) {
            LOG.warnf("the lease of batch job %s cannot be renewed now: %s", job, e.getMessage());
        }
    }

    @Override
    public void close() {
        lose();
    }
}
