package io.minimlops.tracker.sweep;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Lets the agents of a sweep in one after the other before they take a connection: the database
/// would make them wait anyway, each holding one that other calls need.
@ApplicationScoped
class Turns {

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    /// In one transaction, alone with the sweep as far as this process goes.
    <T> T transaction(String sweepId, Supplier<T> work) {
        return alone(sweepId, () -> transaction(work));
    }

    <T> T alone(String sweepId, Supplier<T> work) {
        ReentrantLock lock = locks[Math.floorMod(sweepId.hashCode(), locks.length)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    <T> T transaction(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
