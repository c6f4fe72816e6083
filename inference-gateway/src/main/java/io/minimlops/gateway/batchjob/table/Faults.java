package io.minimlops.gateway.batchjob.table;

import java.util.SortedMap;
import java.util.TreeMap;

/// Rows that cannot be predicted, by their place, and the first reason of each.
public final class Faults {

    private final SortedMap<Integer, String> reasons = new TreeMap<>();

    public void add(int place, String reason) {
        reasons.putIfAbsent(place, reason);
    }

    public boolean isEmpty() {
        return reasons.isEmpty();
    }

    public SortedMap<Integer, String> reasons() {
        return reasons;
    }

    /// Places of the other rows.
    public int[] good(int rows) {
        int[] good = new int[rows - reasons.size()];
        int next = 0;
        for (int place = 0; place < rows; place++) {
            if (!reasons.containsKey(place)) {
                good[next++] = place;
            }
        }
        return good;
    }

    /// Places of the rows with a fault.
    public int[] bad() {
        return reasons.keySet().stream().mapToInt(Integer::intValue).toArray();
    }
}
