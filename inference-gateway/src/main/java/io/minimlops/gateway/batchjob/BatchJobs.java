package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What callers can do with jobs.
@ApplicationScoped
public class BatchJobs {

    private final JobLog log;
    private final Objects objects;
    private final JobRunner runner;
    private final JobPlanning planning;

    BatchJobs(BatchJobConfig config, Objects objects, JobRunner runner, JobPlanning planning) {
        this.log = new JobLog(objects, config.bucket());
        this.objects = objects;
        this.runner = runner;
        this.planning = planning;
    }

    /// @param fresh false when an earlier request of the same id made it
    record Submitted(BatchJobView job, boolean fresh) {}

    Submitted submit(SubmitBatchJob wish, String correlationId) {
        planning.check(wish);
        log.prepare();
        String id = JobIds.fresh(Instant.now());
        if (wish.requestId() != null) {
            id = log.idFor(RequestHash.of(wish.requestId()), id);
            Optional<BatchJob> earlier = log.find(id);
            if (earlier.isPresent()) {
                return new Submitted(again(wish, earlier.get()), false);
            }
        }
        BatchJob job = planning.plan(id, wish, correlationId);
        claimOutput(job);
        boolean fresh = log.create(job);
        runner.wake();
        return new Submitted(view(job), fresh);
    }

    private BatchJobView again(SubmitBatchJob wish, BatchJob earlier) {
        if (!planning.isSame(wish, earlier)) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "request-id-taken",
                            "the requestId '%s' made job %s, which reads or writes something else"
                                    .formatted(wish.requestId(), earlier.id())));
        }
        return view(earlier);
    }

    /// Two jobs never write to one place: whoever creates the claim has it.
    private void claimOutput(BatchJob job) {
        BatchJob.Output output = job.output();
        byte[] name = JobLog.json(new Claim(job.id()));
        if (objects.read(output.bucket(), output.claim())
                .filter(present -> Arrays.equals(present, name))
                .isPresent()) {
            return;
        }
        if (!objects.list(output.bucket(), output.prefix(), 1).isEmpty()
                || !objects.create(output.bucket(), output.claim(), name)) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "output-not-empty",
                            "there are objects below %s/%s; a job writes where nothing is"
                                    .formatted(output.bucket(), output.prefix())));
        }
    }

    private record Claim(String job) {}

    BatchJobView find(String id) {
        return view(existing(id));
    }

    /// Newest first.
    ///
    /// @param before an id; only older ones are listed
    List<BatchJobView> list(int limit, String before) {
        return log.ids().stream()
                .filter(id -> before.isEmpty() || id.compareTo(before) < 0)
                .limit(limit)
                .flatMap(id -> log.find(id).stream())
                .map(this::view)
                .toList();
    }

    /// What is predicted already stays where it is.
    BatchJobView cancel(String id) {
        BatchJob job = existing(id);
        if (!log.finish(id, new Result(Result.Outcome.CANCELED, null, Instant.now()))) {
            Result.Outcome outcome = log.result(id).map(Result::outcome).orElseThrow();
            if (outcome != Result.Outcome.CANCELED) {
                throw new ProblemException(
                        new Problem.Conflict(
                                "job-ended",
                                "job '%s' has %s already".formatted(id, outcome.name())));
            }
        }
        runner.abandon(id);
        return view(job);
    }

    /// Forgets a job that has ended; its output stays.
    void delete(String id) {
        BatchJob job = existing(id);
        if (log.result(id).isEmpty()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "job-open", "job '%s' has not ended; cancel it first".formatted(id)));
        }
        log.delete(job);
    }

    private BatchJob existing(String id) {
        return (JobIds.isOne(id) ? log.find(id) : Optional.<BatchJob>empty())
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("batch job", id)));
    }

    /// The result is read first: what is committed then is all of it.
    private BatchJobView view(BatchJob job) {
        Optional<Result> result = log.result(job.id());
        return BatchJobView.of(
                job,
                log.lastCommit(job.id()),
                log.lease(job.id()).isPresent(),
                result,
                runner.progress(job.id()));
    }
}
