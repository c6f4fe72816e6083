package io.minimlops.gateway.batch;

import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The caller's hold on a submitted request.
public sealed interface Ticket<R> permits Entry, Answered {

    /// One that has its answer already.
    static <R> Ticket<R> answered(Outcome<R> outcome) {
        return new Answered<>(outcome);
    }

    /// Waits for the answer. An interrupted caller's request is withdrawn if it does not run yet.
    ///
    /// @throws WorkRefused when it was not run
    /// @throws ExecutionException when running it failed
    Outcome<R> await() throws InterruptedException, ExecutionException;

    /// Takes the request out of the queue, and it alone; false when it is running or done already.
    boolean cancel();

    /// For callers that do not wait. Told exactly once: the outcome, or why there is none
    /// ([WorkRefused], or the runner's own failure), the other being null.
    ///
    /// @param told runs on the thread that answers, an executor's or that of a caller who ran the
    ///     batch, which runs no other meanwhile; on the own one when the answer is there already.
    ///     It must not block or throw
    void onCompletion(BiConsumer<@Nullable Outcome<R>, @Nullable Throwable> told);
}
