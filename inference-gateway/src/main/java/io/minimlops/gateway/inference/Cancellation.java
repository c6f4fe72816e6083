package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/// Lets a wire withdraw a request whose client went away, whatever it waits for or is yet to wait
/// for.
public final class Cancellation {

    private Runnable withdraw = () -> {};
    private final List<Cancellation> parts = new ArrayList<>();
    private boolean cancelled;

    public synchronized void cancel() {
        cancelled = true;
        withdraw.run();
        parts.forEach(Cancellation::cancel);
    }

    /// For a part of the request, which is withdrawn with it.
    synchronized Cancellation part() {
        Cancellation part = new Cancellation();
        parts.add(part);
        if (cancelled) {
            part.cancel();
        }
        return part;
    }

    void watch(Ticket<?> queued) {
        watch(
                () -> {
                    var unused = queued.cancel();
                });
    }

    void watch(Future<?> waiting) {
        watch(
                () -> {
                    var unused = waiting.cancel(false);
                });
    }

    private synchronized void watch(Runnable next) {
        withdraw = next;
        if (cancelled) {
            next.run();
        }
    }
}
