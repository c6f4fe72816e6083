package io.minimlops.gateway.deployment.bandit;

/// What is known of a version in an arm. Another version in the same arm begins anew.
public record Learned(String arm, String version, Posterior posterior) {

    boolean isOf(Slot slot) {
        return arm.equals(slot.arm()) && version.equals(slot.version());
    }
}
