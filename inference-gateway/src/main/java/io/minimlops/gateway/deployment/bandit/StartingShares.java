package io.minimlops.gateway.deployment.bandit;

import java.util.List;
import java.util.random.RandomGenerator;

/// The split before the first reward: each arm its weight, the first slot the rest.
final class StartingShares {

    private final List<Slot> slots;
    private final boolean given;

    StartingShares(List<Slot> slots) {
        this.slots = List.copyOf(slots);
        this.given = slots.stream().anyMatch(slot -> slot.weight() != null);
    }

    boolean areGiven() {
        return given;
    }

    /// A slot's place, or [Bandit#NONE] when nobody can answer. The share of an arm that cannot
    /// goes to the first slot, and the first slot's to whoever can.
    int choose(RandomGenerator random) {
        double left = random.nextDouble(100);
        for (int i = 1; i < slots.size(); i++) {
            Double weight = slots.get(i).weight();
            left -= weight == null ? 0 : weight;
            if (left < 0) {
                return slots.get(i).version() == null ? first() : i;
            }
        }
        return first();
    }

    private int first() {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).version() != null) {
                return i;
            }
        }
        return Bandit.NONE;
    }
}
