package io.minimlops.gateway.deployment.bandit;

import org.jspecify.annotations.Nullable;

/// Somebody who can be chosen.
///
/// @param arm its role's word
/// @param version absent while it cannot answer; then it is not chosen
/// @param weight share before the first reward, percent; absent: the policy begins at once
public record Slot(String arm, @Nullable String version, @Nullable Double weight) {}
