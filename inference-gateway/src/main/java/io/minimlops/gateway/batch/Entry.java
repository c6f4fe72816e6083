package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A request and its answer. What changes about it is guarded by the batcher's lock.
final class Entry<K, P, R> implements Ticket<R> {

    static final long NO_DEADLINE = Long.MAX_VALUE;

    /// Takes a request out of the queue, if it is still there, and answers it with the refusal.
    interface Withdrawal<K, P, R> {
        boolean withdraw(Entry<K, P, R> entry, WorkRefused why);
    }

    final Work<K, P> work;
    final int level;

    /// On the batcher's clock, in nanoseconds.
    final long arrived;

    /// On the batcher's clock, in nanoseconds, or [#NO_DEADLINE].
    final long deadline;

    /// What it asks; none before it was let in.
    @Nullable Question<K, P, R> question;

    /// Its time has passed and it waits on.
    boolean late;

    /// Runs whatever its chances, to measure what a batch costs by now.
    boolean probe;

    private final Withdrawal<K, P, R> withdrawal;
    private final CompletableFuture<Outcome<R>> answer = new CompletableFuture<>();

    Entry(
            Work<K, P> work,
            int level,
            long arrived,
            long timeoutNanos,
            Withdrawal<K, P, R> withdrawal) {
        this.work = work;
        this.level = level;
        this.arrived = arrived;
        this.deadline =
                timeoutNanos <= 0 || timeoutNanos >= NO_DEADLINE - arrived
                        ? NO_DEADLINE
                        : arrived + timeoutNanos;
        this.withdrawal = withdrawal;
    }

    int rows() {
        return work.rows();
    }

    void complete(Outcome<R> outcome) {
        answer.complete(outcome);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public Outcome<R> await() throws InterruptedException, ExecutionException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    @Override
    public boolean cancel() {
        return withdrawal.withdraw(
                this, new WorkRefused(Reason.CANCELLED, "Request was cancelled"));
    }

    @Override
    public void onCompletion(BiConsumer<@Nullable Outcome<R>, @Nullable Throwable> told) {
        var unused = answer.whenComplete(told);
    }
}
