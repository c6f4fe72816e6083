package io.minimlops.gateway.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds answers back until all earlier requests have theirs, be it a failure or that they were
/// withdrawn. Answers run one after the other and under no lock.
final class AnswerOrder {

    private final Deque<Entry<?, ?, ?>> outstanding = new ArrayDeque<>();
    private final Map<Entry<?, ?, ?>, Runnable> held = new HashMap<>();
    private boolean answering;

    synchronized void expect(Entry<?, ?, ?> entry) {
        outstanding.addLast(entry);
    }

    /// Answers now or, if earlier ones are still out, later.
    void answer(Entry<?, ?, ?> entry, Runnable answer) {
        if (!hold(entry, answer)) {
            return;
        }
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized boolean hold(Entry<?, ?, ?> entry, Runnable answer) {
        held.put(entry, answer);
        if (answering) {
            return false;
        }
        answering = true;
        return true;
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = outstanding.isEmpty() ? null : held.remove(outstanding.getFirst());
        if (next == null) {
            answering = false;
        } else {
            outstanding.removeFirst();
        }
        return next;
    }
}
