package io.minimlops.gateway.quality;

/// What feedback says of one prediction.
public sealed interface Truth {

    double value();

    /// The true value of what was predicted.
    record Label(double value) implements Truth {}

    /// How good it was to have answered so; the greater the better.
    record Reward(double value) implements Truth {}
}
