package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The caller's hold on a submitted request.
public final class Ticket<R> {

    private final Entry<?, ?, R> entry;
    private final Predicate<WorkRefused> withdraw;

    Ticket(Entry<?, ?, R> entry, Predicate<WorkRefused> withdraw) {
        this.entry = entry;
        this.withdraw = withdraw;
    }

    /// Waits for the answer; past its deadline a request still in the queue is withdrawn, one
    /// already running is waited for.
    ///
    /// @throws WorkRefused when it was not run
    /// @throws ExecutionException when running it failed
    public Outcome<R> await() throws InterruptedException, ExecutionException {
        try {
            if (entry.hasDeadline && !entry.answer.isDone()) {
                entry.answer
                        .handle((outcome, failure) -> true)
                        .get(entry.deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            var _ = withdraw.test(entry.expiry());
        } catch (InterruptedException e) {
            cancel();
            throw e;
        }
        return answer();
    }

    /// Takes the request out of the queue; false when it is running or done already.
    public boolean cancel() {
        return withdraw.test(new WorkRefused(Reason.CANCELLED, "Request was cancelled"));
    }

    /// For callers that do not wait. Told exactly once: the outcome, or why there is none
    /// ([WorkRefused], or the runner's own failure), the other being null.
    ///
    /// @param told runs on the thread that answers, usually an executor's, which runs no batch
    ///     meanwhile; on the caller's when the answer is there already. It must not block or throw
    public void onCompletion(BiConsumer<@Nullable Outcome<R>, @Nullable Throwable> told) {
        var unused = entry.answer.whenComplete(told);
    }

    private Outcome<R> answer() throws InterruptedException, ExecutionException {
        try {
            return entry.answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkRefused refused) {
                throw refused;
            }
            throw e;
        }
    }
}
