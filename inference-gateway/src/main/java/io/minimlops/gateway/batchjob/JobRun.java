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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Runs one job, from its last commit to its end, as long as this process holds it. What a crash
/// can leave behind at any point is a part without a commit, and that is written again.
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
    /// @param rowGroupBytes see [BatchJobConfig#rowGroupBytes]
    record Setup(
            Path scratch,
            int chunksInFlight,
            Duration busyChunk,
            Duration retryAfter,
            long rowGroupBytes,
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
        try (PinnedModel model = models.open(job)) {
            JobTable table = JobTable.of(job, objects, model.signature(), setup.rowGroupBytes());
            Commit done = log.lastCommit(job.id());
            try (Flight flight = new Flight(job, table, model, done.rowsSoFar(), setup, tenure);
                    PartUploads uploads = new PartUploads(job, log, objects, tenure)) {
                while (!done.last()) {
                    done = part(table, model.signature(), flight, uploads, done);
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

    /// The next part, which is uploaded from here on.
    private Commit part(
            JobTable table, Signature model, Flight flight, PartUploads uploads, Commit before)
            throws JobFailed, NotNow, IOException, InterruptedException {
        PartOutput part =
                new PartOutput(setup.scratch(), table.kept(), job.version(), model.outputs());
        Commit done;
        try {
            boolean end = fill(part, flight);
            done = uploads.start(part, commit(before, part, flight.share(), end));
        } catch (IOException | RuntimeException | InterruptedException | NotNow e) {
            part.close();
            throw e;
        }
        if (!done.isTolerable(job.maxFailedShare())) {
            uploads.await();
            throw new JobFailed(
                    "%d of %d rows cannot be predicted, at most the share %s may be"
                            .formatted(done.failedSoFar(), done.rowsSoFar(), job.maxFailedShare()));
        }
        return done;
    }

    /// Whether the input ends with this part.
    private boolean fill(PartOutput part, Flight flight)
            throws IOException, NotNow, InterruptedException {
        progress.partBegins();
        while (flight.hasNext()) {
            if (part.rows() >= job.rowsPerPart()) {
                return false;
            }
            Chunk chunk = flight.next();
            part.add(chunk);
            progress.chunk(chunk);
        }
        return true;
    }

    private Commit commit(Commit before, PartOutput part, double share, boolean end) {
        return before.next(
                part.rows(),
                part.failedRows(),
                share,
                end,
                progress.rowsPerSecond(),
                Instant.now());
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
