package io.minimlops.gateway.deployment;

import java.util.Locale;

/// As what a version answered.
public enum Role {
    CHAMPION,
    CANARY,
    /// The request named the version itself.
    PINNED;

    /// As answers and events spell it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
