package io.minimlops.gateway.quality;

import java.util.List;

/// The latest predictions, spread over parts with a lock each so that requests do not wait for one
/// another.
final class PredictionWindow {

    private static final int PARTS = 8;

    private final RecentPredictions[] parts = new RecentPredictions[PARTS];

    /// @param capacity predictions in all parts together, rounded up
    PredictionWindow(int capacity) {
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new RecentPredictions((capacity + PARTS - 1) / PARTS);
        }
    }

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

    /// FNV-1a over both, finished by the mixer of SplitMix64. The model is part of it because
    /// clients choose ids.
    static long id(String model, String predictionId) {
        long hash = fold(0xcbf29ce484222325L, model);
        hash = fold((hash ^ '\n') * 0x100000001b3L, predictionId);
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }

    private static long fold(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
