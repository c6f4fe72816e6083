package io.minimlops.tracker.stream;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/// What waits to be sent to one reader. It is sent as fast as the reader takes it, and holds no
/// thread meanwhile.
final class Outlet {

    private final MultiEmitter<? super Event> reader;
    private final Queue<Event> waiting = new ArrayDeque<>();
    private final AtomicInteger sending = new AtomicInteger();
    private boolean ending;

    Outlet(MultiEmitter<? super Event> reader) {
        this.reader = reader;
        reader.onRequest(_ -> send());
    }

    /// To be sent, now or when the reader is ready.
    void add(Collection<Event> events) {
        synchronized (waiting) {
            waiting.addAll(events);
        }
        send();
    }

    /// Closes when all that waits has been sent.
    void end() {
        synchronized (waiting) {
            ending = true;
            waiting.notifyAll();
        }
        send();
    }

    /// Closes now; what waits is dropped.
    void abandon() {
        synchronized (waiting) {
            waiting.clear();
        }
        end();
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /// Waits until fewer than so many wait.
    void awaitFewer(int few) throws InterruptedException {
        synchronized (waiting) {
            while (waiting.size() >= few && !ending) {
                waiting.wait();
            }
        }
    }

    /// One thread sends at a time; whoever comes meanwhile leaves the work to it.
    private void send() {
        if (sending.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            sendWhatIsWanted();
            seen = sending.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendWhatIsWanted() {
        while (reader.requested() > 0) {
            Event event;
            synchronized (waiting) {
                event = waiting.poll();
                waiting.notifyAll();
            }
            if (event == null) {
                break;
            }
            reader.emit(event);
        }
        boolean isDone;
        synchronized (waiting) {
            isDone = ending && waiting.isEmpty();
        }
        if (isDone) {
            reader.complete();
        }
    }
}
