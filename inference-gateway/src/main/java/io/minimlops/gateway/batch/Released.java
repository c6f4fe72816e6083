package io.minimlops.gateway.batch;

import java.util.List;

/// A batch on its way to a runner.
record Released<K, P, R>(
        List<Entry<K, P, R>> entries, int rows, ReleaseReason reason, long takenNanos) {

    List<P> payloads() {
        return entries.stream().map(entry -> entry.work.payload()).toList();
    }

    /// The same requests, each as a batch of its own.
    List<Released<K, P, R>> singly() {
        return entries.stream()
                .map(entry -> new Released<>(List.of(entry), entry.work.rows(), reason, takenNanos))
                .toList();
    }
}
