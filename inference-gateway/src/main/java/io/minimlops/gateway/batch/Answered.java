package io.minimlops.gateway.batch;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A request that was answered before it was queued.
record Answered<R>(Outcome<R> outcome) implements Ticket<R> {

    @Override
    public Outcome<R> await() {
        return outcome;
    }

    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public void onCompletion(BiConsumer<@Nullable Outcome<R>, @Nullable Throwable> told) {
        told.accept(outcome, null);
    }
}
