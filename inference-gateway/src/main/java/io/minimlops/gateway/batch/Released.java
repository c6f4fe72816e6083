package io.minimlops.gateway.batch;

import java.util.ArrayList;
import java.util.List;

/// A batch on its way to a runner.
///
/// @param taken when, on the batcher's clock
record Released<K, P, R>(List<Entry<K, P, R>> entries, int rows, ReleaseReason reason, long taken) {

    List<P> payloads() {
        List<P> payloads = new ArrayList<>(entries.size());
        for (Entry<K, P, R> entry : entries) {
            payloads.add(entry.work.payload());
        }
        return payloads;
    }

    /// The same requests, each as a batch of its own.
    List<Released<K, P, R>> singly() {
        return entries.stream()
                .map(entry -> new Released<>(List.of(entry), entry.rows(), reason, taken))
                .toList();
    }
}
