package io.minimlops.gateway.quality;

import io.minimlops.gateway.hash.KeyHash;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The latest predictions, spread over parts with a lock each so that requests do not wait for one
/// another.
final class PredictionWindow {

    private static final int PARTS = 8;

    private final RecentPredictions[] parts = new RecentPredictions[PARTS];

    /// Each arm once. An object for every prediction would live as long as it is remembered, copied
    /// by collection after collection: longer pauses for all requests.
    private final ConcurrentMap<Arm, Arm> arms = new ConcurrentHashMap<>();

    /// @param capacity predictions in all parts together, rounded up
    PredictionWindow(int capacity) {
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new RecentPredictions((capacity + PARTS - 1) / PARTS);
        }
    }

    /// The one object for an arm, to remember predictions with.
    Arm only(Arm arm) {
        return arms.computeIfAbsent(arm, first -> first);
    }

    /// @param arm as [#only] has it
    void add(Arm arm, String predictionId, double value, long nowMillis) {
        long id = id(arm.model(), predictionId);
        part(id).add(id, arm, value, nowMillis);
    }

    List<RecentPredictions.Match> meet(String model, String predictionId, Truth truth) {
        long id = id(model, predictionId);
        return part(id).meet(id, truth);
    }

    int size() {
        int size = 0;
        for (RecentPredictions part : parts) {
            size += part.size();
        }
        return size;
    }

    private RecentPredictions part(long id) {
        return parts[(int) (id >>> 61)];
    }

    /// The model is part of it because clients choose ids.
    static long id(String model, String predictionId) {
        return KeyHash.of(KeyHash.salted(model), predictionId);
    }
}
