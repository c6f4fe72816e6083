package io.minimlops.gateway.quality;

/// What answered: a version, in its role within a deployment.
///
/// @param deployment what the client called the model
/// @param model the registered model, which feedback names
/// @param role `champion`, `canary`, …
public record Arm(String deployment, String model, String version, String role) {}
