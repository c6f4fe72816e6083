package io.minimlops.gateway.deployment.traffic;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Which arm a request goes to: each arm has a stretch of the places, and what the arms leave is
/// the champion's. A key's place is fixed and weights only move borders, so most keys stay where
/// they are when a weight grows.
public final class ArmSplit {

    /// No arm: the champion.
    public static final int REST = -1;

    private final long salted;
    private final boolean sticky;
    private volatile int[] borders;

    /// @param weights percent, together at most 100
    /// @param sticky whether the key decides, rather than chance
    public ArmSplit(String deployment, List<Double> weights, boolean sticky) {
        this.salted = Places.salted(deployment + "/arms");
        this.sticky = sticky;
        this.borders = borders(weights);
    }

    /// Moves the borders.
    public void reweigh(List<Double> weights) {
        borders = borders(weights);
    }

    /// The arm's index, or [#REST].
    public int armOf(String key) {
        int place =
                sticky ? Places.of(salted, key) : ThreadLocalRandom.current().nextInt(Places.COUNT);
        int[] ends = borders;
        for (int i = 0; i < ends.length; i++) {
            if (place < ends[i]) {
                return i;
            }
        }
        return REST;
    }

    /// Percent of each arm, as the borders have it.
    public List<Double> weights() {
        int[] ends = borders;
        Double[] weights = new Double[ends.length];
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            weights[i] = (ends[i] - start) * 100.0 / Places.COUNT;
            start = ends[i];
        }
        return List.of(weights);
    }

    private static int[] borders(List<Double> weights) {
        int[] ends = new int[weights.size()];
        double sum = 0;
        for (int i = 0; i < ends.length; i++) {
            sum += weights.get(i);
            ends[i] = (int) Math.min(Places.COUNT, Math.round(sum * Places.COUNT / 100));
        }
        return ends;
    }
}
