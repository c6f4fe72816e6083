package io.minimlops.gateway.model;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Loads on threads of its own, few at a time: a runtime reads a model in native code, which would
/// keep a virtual thread's carrier from all other requests.
final class LoadThreads implements AutoCloseable {

    private final ExecutorService threads;

    private LoadThreads(int count) {
        this.threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().daemon().name("load-", 0).factory());
    }

    /// @param wished 0: half of the cores
    static LoadThreads of(int wished) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new LoadThreads(wished > 0 ? wished : Math.max(1, cores / 2));
    }

    /// One load.
    interface Load {
        LoadedVersion run() throws LoadFailed;
    }

    /// Waits for the load. Who is interrupted meanwhile does not stop it: others may wait for it
    /// too.
    LoadedVersion run(Load load) throws LoadFailed {
        Future<LoadedVersion> loading = threads.submit(load::run);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return loading.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case LoadFailed failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw new CompletionException(e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
