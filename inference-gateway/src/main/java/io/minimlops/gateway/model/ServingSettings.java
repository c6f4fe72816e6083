package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchSettings;

/// How a deployment wants a version run. Deployments that want the same share a queue; others of
/// the same version have queues of their own over one copy of the model.
///
/// @param cacheBytes answers that may be remembered; 0: none
/// @param mostExecutors that any wish may lead to: executors × threads never exceed the cores
public record ServingSettings(BatchSettings batching, long cacheBytes, int mostExecutors) {

    public ServingSettings(BatchSettings batching, long cacheBytes) {
        this(batching, cacheBytes, Runtime.getRuntime().availableProcessors());
    }

    public ServingSettings {
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes cannot be negative");
        }
    }

    public static ServingSettings of(BatchSettings batching) {
        return new ServingSettings(batching, 0);
    }
}
