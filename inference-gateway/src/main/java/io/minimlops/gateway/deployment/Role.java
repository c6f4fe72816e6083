package io.minimlops.gateway.deployment;

/// As what a version answered.
///
/// @param word as answers, events and metrics spell it; an arm's own name, or one of the constants
public record Role(String word) {

    public static final Role CHAMPION = new Role("champion");
    public static final Role CANARY = new Role("canary");

    /// Ran a copy and answered nobody.
    public static final Role SHADOW = new Role("shadow");

    /// A graph answered, and its steps' versions in roles of their own.
    public static final Role GRAPH = new Role("graph");

    /// The request named the version itself.
    public static final Role PINNED = new Role("pinned");
}
