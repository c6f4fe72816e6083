package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A wish to serve an alias of a model, or one version of it.
///
/// @param alias `champion` when absent
/// @param spec what else is wanted; absent leaves a present deployment's as it is
public record Deploy(
        @Nullable String model,
        @Nullable String alias,
        @Schema(implementation = DeploymentSpec.class) @Nullable JsonNode spec,
        @Nullable String actor,
        @Nullable String reason) {}
