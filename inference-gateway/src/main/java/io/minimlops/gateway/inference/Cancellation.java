package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Ticket;
import org.jspecify.annotations.Nullable;

/// Lets a wire withdraw a request whose client went away, whether it is queued already or not yet.
public final class Cancellation {

    private @Nullable Ticket<?> ticket;
    private boolean cancelled;

    public synchronized void cancel() {
        cancelled = true;
        if (ticket != null) {
            ticket.cancel();
        }
    }

    synchronized void watch(Ticket<?> queued) {
        ticket = queued;
        if (cancelled) {
            queued.cancel();
        }
    }
}
