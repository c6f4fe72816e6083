package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.ObjectChanged;
import io.minimlops.gateway.batchjob.store.ObjectInput;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.StoreAway;
import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs one job, from its last commit to its end, as long as this process holds it. What a crash
// can
/// leave behind at any point is a part without a commit, and that is written again.
final class JobRun {

    private static final Logger LOG = Logger.getLogger(JobRun.class);

    private final BatchJob job;
    private final JobLog log;
    private final Objects objects;
    private final PinnedModel.Source models;
    private final Setup setup;
    private final Tenure tenure;
    private final JobProgress progress;

    /// @param scratch where parts are put together
    /// @param busyChunk see [Pace]
    /// @param retryAfter what failed
    record Setup(
            Path scratch,
            int chunksInFlight,
            Duration busyChunk,
            Duration retryAfter,
            OnlineTraffic traffic) {}

    JobRun(
            BatchJob job,
            JobLog log,
            Objects objects,
            PinnedModel.Source models,
            Setup setup,
            Tenure tenure,
            JobProgress progress) {
        this.job = job;
        this.log = log;
        this.objects = objects;
        this.models = models;
        this.setup = setup;
        this.tenure = tenure;
        this.progress = progress;
    }

    /// Returns when the job has ended, or is no longer this process's to run.
    void run() throws InterruptedException {
        while (tenure.isHeld()) {
            try {
                work();
                return;
            } catch (JobFailed e) {
                end(Result.Outcome.FAILED, e.reason());
                return;
            } catch (NotNow e) {
                progress.waits(String.valueOf(e.getMessage()));
                LOG.warnf("batch job %s waits: %s", job.id(), e.getMessage());
                tenure.await(setup.retryAfter());
            }
        }
    }

    private void work() throws JobFailed, NotNow, InterruptedException {
        try (PinnedModel model = models.open(job);
                ExecutorService chunks = Executors.newVirtualThreadPerTaskExecutor()) {
            JobTable table = JobTable.of(job, objects, model.signature());
            Commit done = log.lastCommit(job.id());
            try (InputCursor cursor = table.cursor(done.rowsSoFar());
                    PartUploads uploads = new PartUploads(job, log, objects, tenure)) {
                Pace pace = new Pace(model.maxRows(), job.maxRowsPerSecond(), setup.busyChunk());
                while (!done.last()) {
                    PartOutput part =
                            new PartOutput(
                                    setup.scratch(),
                                    table.kept(),
                                    job.version(),
                                    model.signature().outputs());
                    try {
                        fill(part, cursor, table, model, pace, chunks);
                        done = uploads.start(part, commit(done, part, cursor));
                    } catch (IOException | RuntimeException | InterruptedException | NotNow e) {
                        part.close();
                        throw e;
                    }
                    if (!done.isTolerable(job.maxFailedShare())) {
                        uploads.await();
                        throw new JobFailed(
                                "%d of %d rows cannot be predicted, at most the share %s may be"
                                        .formatted(
                                                done.failedSoFar(),
                                                done.rowsSoFar(),
                                                job.maxFailedShare()));
                    }
                }
                uploads.await();
            }
            succeed(done);
        } catch (MalformedTable e) {
            throw new JobFailed(String.valueOf(e.getMessage()));
        } catch (ObjectChanged e) {
            throw new JobFailed("the input is no longer what it was: " + e.getMessage());
        } catch (IOException e) {
            if (ObjectInput.isChanged(e)) {
                throw new JobFailed("the input is no longer what it was: " + e.getMessage());
            }
            throw new NotNow("the store cannot be used: " + e.getMessage(), e);
        } catch (StoreAway e) {
            throw new NotNow(String.valueOf(e.getMessage()), e);
        }
    }

    private Commit commit(Commit before, PartOutput part, InputCursor cursor) throws IOException {
        boolean end = !cursor.hasNext(1);
        return before.next(
                part.rows(),
                part.failedRows(),
                cursor.share(),
                end,
                progress.rowsPerSecond(),
                Instant.now());
    }

    private void fill(
            PartOutput part,
            InputCursor cursor,
            JobTable table,
            PinnedModel model,
            Pace pace,
            ExecutorService chunks)
            throws IOException, NotNow, InterruptedException {
        progress.partBegins();
        Deque<Future<Chunk>> flying = new ArrayDeque<>();
        int room = job.rowsPerPart();
        while (true) {
            while (room > 0
                    && flying.size() < setup.chunksInFlight()
                    && cursor.hasNext(pace.rows())) {
                pause(pace, flying.size());
                var rows = cursor.next(Math.min(room, pace.rows()));
                room -= rows.count();
                pace.sent(System.nanoTime(), rows.count());
                flying.add(chunks.submit(() -> table.prediction(model).of(rows)));
            }
            if (flying.isEmpty()) {
                return;
            }
            Chunk chunk = await(flying.remove());
            pace.learned(chunk.predictedRows(), chunk.computeNanos());
            part.add(chunk);
            progress.chunk(chunk);
        }
    }

    private void pause(Pace pace, int own) throws NotNow, InterruptedException {
        while (true) {
            if (!tenure.isHeld()) {
                throw new NotNow(
                        "the job is no longer this process's", new IllegalStateException());
            }
            long nanos =
                    pace.delay(
                            System.nanoTime(),
                            setup.traffic().waiting(),
                            own,
                            setup.traffic().answered());
            if (nanos == 0) {
                return;
            }
            LockSupport.parkNanos(Math.min(nanos, 100_000_000));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static Chunk await(Future<Chunk> flying) throws NotNow, InterruptedException {
        try {
            return flying.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case NotNow notNow -> throw notNow;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException ours -> throw ours;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// The manifest first: whoever finds the job ended finds the manifest too.
    private void succeed(Commit done) {
        objects.put(
                job.output().bucket(), job.output().success(), JobLog.json(Manifest.of(job, done)));
        if (!end(Result.Outcome.SUCCEEDED, null)
                && log.result(job.id())
                        .filter(other -> other.outcome() != Result.Outcome.SUCCEEDED)
                        .isPresent()) {
            objects.delete(job.output().bucket(), job.output().success());
        }
    }

    private boolean end(Result.Outcome outcome, @Nullable String reason) {
        boolean first = log.finish(job.id(), new Result(outcome, reason, Instant.now()));
        if (first) {
            LOG.infof("batch job %s: %s %s", job.id(), outcome, reason == null ? "" : reason);
        }
        return first;
    }
}
