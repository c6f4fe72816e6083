package io.minimlops.gateway.batchjob;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.StoreAway;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks for jobs that nobody runs, and runs some.
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final BatchJobConfig config;
    private final Objects objects;
    private final JobLog log;
    private final PinnedModel.Source models;
    private final JobRun.Setup setup;
    private final LeaseWatch watch;
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final JobCounters counters = new JobCounters();
    private final RunningJobs running = new RunningJobs();
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;

    JobRunner(
            BatchJobConfig config,
            Objects objects,
            PinnedModel.Source models,
            OnlineTraffic traffic,
            MeterRegistry metrics) {
        this.config = config;
        this.objects = objects;
        this.log = new JobLog(objects, config.bucket());
        this.models = models;
        this.watch = new LeaseWatch(config.lease());
        this.setup =
                new JobRun.Setup(
                        config.scratchDir(),
                        config.chunksInFlight(),
                        config.busyChunk(),
                        config.retryAfter(),
                        config.rowGroupBytes(),
                        traffic);
        JobMeters.register(metrics, counters, running);
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().daemon().name("batch-jobs").start(this::lookAround);
    }

    /// Looks at once.
    void wake() {
        woken.release();
    }

    /// What this process knows beyond the log, when it runs the job.
    Optional<JobProgress> progress(String id) {
        return running.progress(id);
    }

    /// Stops this process's work on a job that has ended.
    void abandon(String id) {
        running.abandon(id);
    }

    private void lookAround() {
        sweep();
        boolean away = false;
        while (!stopping) {
            try {
                lookOnce();
                away = false;
            } catch (StoreAway e) {
                if (!away) {
                    LOG.warnf("batch jobs cannot be looked for: %s", e.getMessage());
                }
                away = true;
            } catch (RuntimeException e) {
                LOG.error("batch jobs cannot be looked for", e);
            }
            try {
                if (woken.tryAcquire(config.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void sweep() {
        try {
            PartOutput.sweep(config.scratchDir());
        } catch (IOException e) {
            LOG.warnf("parts of an earlier process could not be deleted: %s", e.getMessage());
        }
    }

    private void lookOnce() {
        if (running.count() >= config.maxRunning()) {
            return;
        }
        for (String id : log.openIds()) {
            if (running.count() >= config.maxRunning()) {
                return;
            }
            if (!running.has(id)) {
                log.find(id).ifPresent(this::consider);
            }
        }
    }

    private void consider(BatchJob job) {
        if (log.result(job.id()).isPresent()) {
            log.close(job.id());
            return;
        }
        Optional<Lease> present = log.lease(job.id());
        if (watch.mayClaim(job.id(), present, System.nanoTime())) {
            Lease next = new Lease(present.map(Lease::epoch).orElse(0L) + 1, owner, 0);
            if (log.claim(job.id(), next)) {
                watch.forget(job.id());
                run(job, next);
            }
        }
    }

    private void run(BatchJob job, Lease lease) {
        Tenure tenure = new Tenure(job.id(), log, lease, config.lease().dividedBy(3));
        JobProgress progress = new JobProgress(counters);
        JobRun run = new JobRun(job, log, objects, models, setup, tenure, progress);
        running.begin(job.id(), tenure, progress, run, this::wake);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        wake();
        running.abandonAll();
    }
}
