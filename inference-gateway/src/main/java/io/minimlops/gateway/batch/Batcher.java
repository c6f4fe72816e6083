package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.BatchQueue.Next.Run;
import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Late-binding dynamic batching. Requests wait in lanes; a free executor takes what is there when
/// it is free, so an idle batcher runs a request at once and a busy one forms batches by itself.
/// Where a batch takes a few microseconds the thread that brings a request runs it, if nobody else
/// does.
/// Requests of equal keys that are under way at the same time share one run; each keeps its own
/// deadline and may be withdrawn without the others, and only what the run itself comes to is
/// everybody's.
///
/// Every accepted request is answered exactly once: with an [Outcome], with the runner's failure,
/// or with [WorkRefused].
public final class Batcher<K, P, R> implements AutoCloseable {

    /// After so many batches on end a caller leaves what came meanwhile to an executor.
    private static final int TURNS = 3;

    private final BatchSettings settings;
    private final CostModel costs = new CostModel();
    private final WaitingRoom<K, P, R> room;
    private final @Nullable AnswerOrder order;
    private final List<BatchRunner<P, R>> runners = new ArrayList<>();
    private final List<Thread> executors = new ArrayList<>();
    private final BatchObserver observer;
    private final Entry.Withdrawal<K, P, R> withdrawal = this::withdraw;

    /// @param runners called once per executor: as many batches run at the same time
    public Batcher(
            BatchSettings settings,
            Supplier<BatchRunner<P, R>> runners,
            ThreadFactory threads,
            BatchObserver observer) {
        this.settings = settings;
        this.observer = observer;
        this.order = settings.preserveOrdering() ? new AnswerOrder() : null;
        for (int i = 0; i < settings.executors(); i++) {
            this.runners.add(runners.get());
            executors.add(threads.newThread(this::serve));
        }
        this.room =
                new WaitingRoom<>(
                        new BatchQueue<>(settings, costs),
                        this.runners.getFirst().mayRunOnCallers(),
                        order,
                        this::expired);
        executors.forEach(Thread::start);
    }

    /// Queues a request, or runs it at once, see [BatchRunner#mayRunOnCallers].
    ///
    /// @throws WorkRefused when it is too large, the queue is full, its time cannot suffice, or the
    ///     batcher is closed
    public Ticket<R> submit(Work<K, P> work) {
        int level = settings.level(work.priority());
        long timeout = settings.queue(level).timeoutNanos(work.timeoutNanos());
        Entry<K, P, R> entry = new Entry<>(work, level, room.now(), timeout, withdrawal);
        Run<K, P, R> run;
        try {
            if (work.rows() > settings.maxRows()) {
                throw tooLarge(work);
            }
            run = room.add(entry);
        } catch (WorkRefused e) {
            observer.refused(e.reason());
            throw e;
        }
        runHere(run);
        return entry;
    }

    /// Requests that wait for an executor.
    public int pending() {
        return room.pending();
    }

    /// What batches cost, as far as it was measured.
    public CostEstimate cost() {
        return costs.estimate();
    }

    /// Refuses new work, runs what is queued, and returns when the runners are closed.
    @Override
    public void close() {
        room.close();
        boolean interrupted = false;
        for (Thread executor : executors) {
            while (executor.isAlive()) {
                try {
                    executor.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        closeRunners();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void closeRunners() {
        room.awaitSilence();
        runners.forEach(BatchRunner::close);
        runners.clear();
    }

    private WorkRefused tooLarge(Work<K, P> work) {
        return new WorkRefused(
                Reason.TOO_LARGE,
                "request has %d rows, a batch has at most %d"
                        .formatted(work.rows(), settings.maxRows()));
    }

    private boolean withdraw(Entry<K, P, R> entry, WorkRefused why) {
        boolean removed = room.remove(entry);
        if (removed) {
            refuse(entry, why);
        }
        return removed;
    }

    private void expired(Entry<K, P, R> entry) {
        refuse(entry, new WorkRefused(Reason.EXPIRED, "Request timeout expired"));
    }

    private void refuse(Entry<K, P, R> entry, WorkRefused why) {
        observer.refused(why.reason());
        fail(entry, why);
    }

    private void serve() {
        Run<K, P, R> run = room.next(WaitingRoom.NO_SEAT);
        while (run != null) {
            run(runners.get(run.seat()), run.batch());
            run = room.next(run.seat());
        }
    }

    private void runHere(@Nullable Run<K, P, R> first) {
        Run<K, P, R> run = first;
        for (int turn = 1; run != null; turn++) {
            run(runners.get(run.seat()), run.batch());
            run = room.ran(run.seat(), turn < TURNS);
        }
    }

    /// Whatever a runner throws, errors included, belongs to the requests of this batch; the
    /// executor goes on.
    private void run(BatchRunner<P, R> runner, Released<K, P, R> batch) {
        try {
            long start = room.now();
            Ran<R> ran = runner.run(batch.payloads());
            if (ran.results().size() != batch.questions().size()) {
                throw new IllegalStateException("the runner answered another number of payloads");
            }
            costs.record(batch.rows(), room.now() - start);
            answer(batch, ran);
        } catch (Throwable failure) {
            if (batch.questions().size() > 1
                    && failure instanceof Exception e
                    && runner.mayBeOnePayloadsFault(e)) {
                batch.singly().forEach(single -> run(runner, single));
            } else {
                batch.questions().forEach(question -> fail(question, failure));
            }
        }
    }

    private void answer(Released<K, P, R> batch, Ran<R> ran) {
        List<Question<K, P, R>> questions = batch.questions();
        BatchReport report =
                new BatchReport(batch.rows(), questions.size(), batch.reason(), ran.timing());
        observer.ran(report);
        for (int i = 0; i < questions.size(); i++) {
            answer(questions.get(i), ran.results().get(i), batch.taken(), report);
        }
    }

    private void answer(Question<K, P, R> question, R result, long taken, BatchReport report) {
        List<Entry<K, P, R>> askers = askers(question);
        Entry<K, P, R> first = askers.getFirst();
        complete(first, new Outcome<>(result, taken - first.arrived, report));
        for (Entry<K, P, R> entry : askers.subList(1, askers.size())) {
            observer.shared(room.now() - entry.arrived);
            complete(entry, Outcome.remembered(result));
        }
    }

    /// The lock is needed only where others may be about to join.
    private List<Entry<K, P, R>> askers(Question<K, P, R> question) {
        return question.key() == null ? question.askers() : room.answered(question);
    }

    private void complete(Entry<K, P, R> entry, Outcome<R> outcome) {
        if (order == null) {
            entry.complete(outcome);
        } else {
            order.answer(entry, () -> entry.complete(outcome));
        }
    }

    private void fail(Question<K, P, R> question, Throwable failure) {
        askers(question).forEach(entry -> fail(entry, failure));
    }

    private void fail(Entry<K, P, R> entry, Throwable failure) {
        if (order == null) {
            entry.fail(failure);
        } else {
            order.answer(entry, () -> entry.fail(failure));
        }
    }
}
