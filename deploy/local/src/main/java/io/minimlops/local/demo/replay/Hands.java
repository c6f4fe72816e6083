package io.minimlops.local.demo.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// A handful of connections: work that may go on at the same time, and waiting for all of it.
public final class Hands implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore connections;

    public Hands(int connections) {
        this.connections = new Semaphore(connections);
    }

    /// Runs all of it and waits. The first failure is thrown when everything has ended.
    public void all(List<? extends Runnable> work) {
        List<Future<?>> started = new ArrayList<>(work.size());
        for (Runnable each : work) {
            started.add(threads.submit(() -> limited(each)));
        }
        started.forEach(Hands::join);
    }

    public Future<?> aside(Runnable work) {
        return threads.submit(work);
    }

    public static void join(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the demo was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void limited(Runnable work) {
        connections.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            connections.release();
        }
    }
}
