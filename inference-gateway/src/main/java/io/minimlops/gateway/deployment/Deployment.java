package io.minimlops.gateway.deployment;

import org.jspecify.annotations.Nullable;

/// What somebody wants served.
///
/// @param name what clients call the model
/// @param alias the registry alias that is followed
/// @param canary absent when all traffic goes to the alias
public record Deployment(String name, String model, String alias, @Nullable Canary canary) {

    public static final String CHAMPION = "champion";

    /// @param percent share of traffic, 0 to 100
    public record Canary(String version, int percent) {}

    /// A model with a champion, served under its own name.
    static Deployment ofChampion(String model) {
        return new Deployment(model, model, CHAMPION, null);
    }

    Deployment withCanary(@Nullable Canary changed) {
        return new Deployment(name, model, alias, changed);
    }
}
