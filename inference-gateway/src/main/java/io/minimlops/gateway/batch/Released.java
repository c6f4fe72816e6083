package io.minimlops.gateway.batch;

import java.util.ArrayList;
import java.util.List;

/// A batch on its way to a runner.
///
/// @param taken when, on the batcher's clock
record Released<K, P, R>(
        List<Question<K, P, R>> questions, int rows, ReleaseReason reason, long taken) {

    List<P> payloads() {
        List<P> payloads = new ArrayList<>(questions.size());
        for (Question<K, P, R> question : questions) {
            payloads.add(question.payload());
        }
        return payloads;
    }

    /// The same questions, each as a batch of its own.
    List<Released<K, P, R>> singly() {
        return questions.stream()
                .map(each -> new Released<>(List.of(each), each.rows(), reason, taken))
                .toList();
    }
}
