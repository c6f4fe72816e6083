package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Ticket;
import java.util.concurrent.Future;

/// Lets a wire withdraw a request whose client went away, whatever it waits for or is yet to wait
/// for.
public final class Cancellation {

    private Runnable withdraw = () -> {};
    private boolean cancelled;

    public synchronized void cancel() {
        cancelled = true;
        withdraw.run();
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
